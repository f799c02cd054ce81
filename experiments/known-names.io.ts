import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { sha256Hex } from "../harness/base/canonical-json.ts";
import { DataError } from "../harness/base/errors.ts";
import { nameListOf } from "../harness/classifier/masking/name-list.ts";
import { splitMask } from "../harness/contract/masking.ts";
import type { NameList } from "../harness/contract/name-list.ts";

/**
 * Reads the files of names that masks name, by their entries.
 * @param baseFolder that relative paths are resolved against
 * @throws DataError on a file that is not there or has no names
 */
export async function readNames(entries: readonly string[], baseFolder: string): Promise<Map<string, NameList>> {
  return new Map(
    await Promise.all(
      entries.map(async (entry) => {
        const file = resolve(baseFolder, splitMask(entry).argument!);
        const text = await readFile(file, "utf8").catch((cause: unknown) => {
          throw new DataError(`tokenizer.mask "${entry}": ${file} cannot be read`, { cause });
        });
        return [entry, nameListOf(text, `names:${basename(file)}@${sha256Hex(text).slice(0, 12)}`, file)] as const;
      }),
    ),
  );
}
