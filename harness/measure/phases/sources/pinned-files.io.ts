import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { DataError } from "../../../base/errors.ts";
import { refusalOf } from "../../../base/file-refusals.ts";

/** Digits of a hash that an id has, as those of datasets. */
const DIGITS = 12;

/**
 * The id of a source's files: its name, the folder's and a hash of their names and bytes, which are read as streams.
 * @param folder absolute
 * @param names files that its models consist of, relative to the folder; their order does not matter
 * @throws DataError on a file that is missing, that is no file, or that a link or ".." leads out of the folder to
 */
export async function pinnedId(source: string, folder: string, names: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const name of [...names].sort()) {
    const file = await fileWithin(folder, name);
    hash.update(`${name}\0${(await stat(file)).size}\0`);
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  }
  return `${source}:${basename(folder)}@${hash.digest("hex").slice(0, DIGITS)}`;
}

/** The real path of a folder's file. */
async function fileWithin(folder: string, name: string): Promise<string> {
  const path = resolve(folder, name);
  const real = await realpath(path).catch((cause: unknown) => {
    throw new DataError(`${join(folder, name)}: cannot be read (${refusalOf(cause)})`, { cause });
  });
  if (!real.startsWith(`${await realpath(folder)}${sep}`)) {
    throw new DataError(`${join(folder, name)} leads out of its folder, to ${real}; copy the file there (cp -L)`);
  }
  if (!(await stat(real)).isFile()) throw new DataError(`${join(folder, name)} is no file`);
  return real;
}
