import { basename, resolve } from "node:path";
import { sha256Hex } from "../harness/base/canonical-json.ts";
import { nameListOf } from "../harness/classifier/masking/name-list.ts";
import { splitMask } from "../harness/contract/masking.ts";
import type { NameList } from "../harness/contract/name-list.ts";
import { readText } from "./read-text.io.ts";

/**
 * Reads the files of names that masks name, by their entries.
 * @param baseFolder that relative paths are resolved against
 * @throws ConfigError on a file that is not there or is not UTF-8, DataError on one without names
 */
export async function readNames(entries: readonly string[], baseFolder: string): Promise<Map<string, NameList>> {
  return new Map(
    await Promise.all(
      entries.map(async (entry) => {
        const file = resolve(baseFolder, splitMask(entry).argument!);
        const text = await readText(file, `tokenizer.mask "${entry}": ${file} cannot be read`);
        return [entry, nameListOf(text, `names:${basename(file)}@${sha256Hex(text).slice(0, 12)}`, file)] as const;
      }),
    ),
  );
}
