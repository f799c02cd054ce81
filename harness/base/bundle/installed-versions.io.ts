import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "./cache-folder.io.mjs";

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The packages that a project reaches, found as Node finds them: ["commander@14.0.3", …], each once and sorted. One that is
 * not installed is left out, as optional ones may be.
 */
export async function installedVersions(project: string): Promise<string[]> {
  const found = new Map<string, PackageFile>();
  const visit = async (folder: string): Promise<void> => {
    const file = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as PackageFile;
    found.set(folder, file);
    for (const name of Object.keys({ ...file.dependencies, ...file.optionalDependencies })) {
      const next = packageFolder(folder, name);
      if (next !== null && !found.has(next)) await visit(next);
    }
  };
  await visit(project);
  found.delete(project);
  return [...new Set([...found.values()].map(({ name, version }) => `${name}@${version}`))].sort();
}
