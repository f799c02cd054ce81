import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, open, rename, rm, writeFile } from "node:fs/promises";
import { writesEncrypted } from "./at-rest/keys.ts";
import { bytesToWrite, nameToWrite } from "./at-rest/stored.io.ts";
import { inBlocks } from "./blocks.ts";
import { unfinishedName } from "./unfinished.io.ts";

/** All of a file, or its parts in their order: as a whole, a text of more than 512 MB could not be made. */
export type FileContent = string | Uint8Array | Iterable<string> | AsyncIterable<Uint8Array>;

/**
 * Replaces a file in one step: a reader sees either the old content or the new.
 * @param content a text in pieces is in memory as a whole only where it is encrypted
 * @returns its path, with ".age" at the end where this process writes encrypted
 */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array | Iterable<string>,
): Promise<string> {
  const path = nameToWrite(file);
  const isInPieces = typeof content !== "string" && !(content instanceof Uint8Array);
  if (isInPieces && !writesEncrypted()) await writeAsItIs(path, inBlocks(content));
  else await writeAsItIs(path, await bytesToWrite(isInPieces ? [...content].join("") : content));
  return path;
}

/** The same with these very bytes, whatever this process encrypts. */
export async function writeAsItIs(file: string, content: FileContent): Promise<void> {
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

/** Bytes that are hashed at once. */
const CHUNK_BYTES = 2 ** 20;

/** SHA-256 of a file in hex, which may be of any size. */
export async function fileSha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
