import { createRequire } from "node:module";
import { dirname } from "node:path";

/**
 * The folder of an installed package as a file finds it; null if none does.
 * @param from the files that look for it, in order: pricewar's own by default
 */
export function packageFolder(name: string, from: readonly string[] = [import.meta.url]): string | null {
  for (const file of from) {
    try {
      return dirname(createRequire(file).resolve(`${name}/package.json`));
    } catch {}
  }
  return null;
}
