import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, open, rename, rm, writeFile } from "node:fs/promises";
import { unfinishedName } from "./unfinished.io.ts";

/** All of a file, or its parts in their order: as a whole, a text of more than 512 MB could not be made. */
export type FileContent = string | Uint8Array | Iterable<string> | AsyncIterable<Uint8Array>;

/** Replaces a file in one step: a reader sees either the old content or the new. */
export async function writeFileAtomically(file: string, content: FileContent): Promise<void> {
  const temporary = await unfinishedName(file, "tmp");
  try {
    const handle = await open(temporary, "w");
    try {
      await writeFile(handle, content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    // On a full disk, the incomplete file would take up space that is needed.
    await rm(temporary, { force: true });
    throw error;
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** Node.js reads at most 2 GiB in one call. */
const MOST_AT_ONCE = 2 ** 30;

/**
 * All of a file, also of one that is larger than 2 GiB.
 * @param mostAtOnce bytes of one call
 * @throws RangeError on more than a buffer can hold
 */
export async function readWhole(file: string, mostAtOnce = MOST_AT_ONCE): Promise<Buffer> {
  const handle = await open(file);
  try {
    // A buffer of its own begins where any list of numbers can.
    const bytes = Buffer.allocUnsafeSlow((await handle.stat()).size);
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(mostAtOnce, bytes.length - at), at);
      // It was cut short meanwhile.
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await handle.close();
  }
}

/** Bytes that are hashed at once. */
const CHUNK_BYTES = 2 ** 20;

/** SHA-256 of a file in hex, which may be of any size. */
export async function fileSha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
