import { constants } from "node:fs";
import { access, open, rename, rm } from "node:fs/promises";
import { bytesToWrite, nameToWrite } from "./at-rest/stored.io.ts";
import { unfinishedName } from "./unfinished.io.ts";

/**
 * Replaces a file in one step: a reader sees either the old content or the new.
 * @returns its path, with ".age" at the end where this process writes encrypted
 */
export async function writeFileAtomically(file: string, content: string | Uint8Array): Promise<string> {
  const path = nameToWrite(file);
  await writeAsItIs(path, await bytesToWrite(content));
  return path;
}

/** The same with these very bytes, whatever this process encrypts. */
export async function writeAsItIs(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = await unfinishedName(file, "tmp");
  try {
    const handle = await open(temporary, "w");
    try {
      await handle.writeFile(content);
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
