import { constants } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { encryptedName, openBytes } from "../../base/at-rest/stored.io.ts";
import { BYTES_PER_MIB } from "../../base/conversions.ts";
import { refusalOf } from "../../base/file-refusals.ts";
import { unusable } from "./unusable.ts";

/** A folder of which nothing outside is ever read: names do not climb out of it, and links do not lead out of it. */
export interface ClosedFolder {
  /** As given, for messages. */
  readonly path: string;
  /**
   * @param name relative, with slashes
   * @param mostBytes a larger file is refused before anything is allocated
   * @returns null if there is no such file
   * @throws ConfigError on a name or link that leads out, on what is no plain file, and on a file too large
   */
  read(name: string, mostBytes: number): Promise<Buffer<ArrayBuffer> | null>;
  /** Names of the files in a folder inside; none if it is missing. */
  list(name: string): Promise<string[]>;
}

/** @throws ConfigError if there is no such folder, or it is something else */
export async function openClosedFolder(path: string): Promise<ClosedFolder> {
  const root = await realpath(path).catch((cause) => {
    throw unusable(path, "there is no such folder; name one with model.onnx, tokenizer.json and config.json", cause);
  });
  if (!(await stat(root)).isDirectory()) throw unusable(path, "is not a folder; name the one that it is in");
  /** Where a name leads; null if nowhere. */
  const placeOf = async (name: string): Promise<string | null> => {
    const joined = join(root, name);
    if (isInside(root, joined) && !name.includes("\0")) {
      const place = await orMissing(joined, realpath(joined));
      if (place === null || isInside(root, place)) return place;
    }
    const wayOut = "pricewar reads nothing outside; copy the folder with its links followed (cp -rL)";
    throw unusable(path, `"${name}" leads out of the folder, and ${wayOut}`);
  };
  return {
    path,
    read: async (name, mostBytes) => {
      const plain = await placeOf(name);
      // A model folder of pricewar's own may be encrypted.
      const stored = plain === null ? encryptedName(name) : name;
      const place = plain ?? (await placeOf(stored));
      if (place === null) return null;
      const file = join(path, stored);
      // Opening a pipe would wait for its other end.
      const handle = await orMissing(file, open(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
      if (handle === null) return null;
      try {
        const stats = await handle.stat();
        if (!stats.isFile()) throw unusable(file, "must be a file, and is something else; remove it");
        if (stats.size > mostBytes) {
          const sizes = `at most ${inMib(mostBytes)}, and has ${inMib(stats.size)}`;
          throw unusable(file, `must have ${sizes}; use a smaller or quantized model`);
        }
        const bytes = (await handle.readFile()) as Buffer<ArrayBuffer>;
        return plain === null ? await openBytes(bytes, file) : bytes;
      } finally {
        await handle.close();
      }
    },
    list: async (name) => {
      const place = await placeOf(name);
      if (place === null) return [];
      const entries = (await orMissing(join(path, name), readdir(place, { withFileTypes: true }))) ?? [];
      return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    },
  };
}

function isInside(root: string, place: string): boolean {
  const way = relative(root, place);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Null where nothing is there. @throws ConfigError where the system refuses, such as for a link in a circle or a name too long */
async function orMissing<T>(file: string, found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw unusable(file, `cannot be read (${refusalOf(cause)}); download the model's folder again`, cause);
  }
}

function inMib(bytes: number): string {
  return `${Math.ceil(bytes / BYTES_PER_MIB).toLocaleString("en")} MiB`;
}
