import { randomUUID } from "node:crypto";
import { link, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { exists, writeAsItIs } from "../../base/files.io.ts";
import { unfinishedName } from "../../base/unfinished.io.ts";
import type { BlobStore } from "./artifact-store.ts";

/** What file systems without hard links answer, such as those of some memory sticks and shares of Windows. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** A folder that all machines share, such as one of NFS. */
export async function folderBlobs(folder: string): Promise<BlobStore> {
  await mkdir(folder, { recursive: true });
  return {
    has: (name) => exists(join(folder, name)),
    write: (name, bytes) => writeAsItIs(join(folder, name), bytes),
    add: (name, bytes) => addFile(join(folder, name), bytes),
    read: (name, most) => readFirst(join(folder, name), most),
  };
}

/** Writes a file in one step unless there is one. @returns whether there was none */
async function addFile(file: string, bytes: Buffer): Promise<boolean> {
  // One of each call: several stores of a process may add the same at once.
  const whole = await unfinishedName(`${file}.${randomUUID()}`, "tmp");
  try {
    await writeAsItIs(whole, bytes);
    await link(whole, file);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || (NO_LINKS.includes(code) && (await exists(file)))) return false;
    if (!NO_LINKS.includes(code)) throw error;
    // Another machine may write it since the look, which cannot be told there.
    await writeAsItIs(file, bytes);
    return true;
  } finally {
    await rm(whole, { force: true });
  }
}

/** @param most bytes from the first on; all if left out */
async function readFirst(file: string, most?: number): Promise<Buffer | null> {
  try {
    const handle = await open(file);
    try {
      if (most === undefined) return await handle.readFile();
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
