import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { exists, writeAsItIs } from "../../base/files.io.ts";
import type { BlobStore } from "./artifact-store.ts";

/** A folder that all machines share, such as one of NFS. */
export async function folderBlobs(folder: string): Promise<BlobStore> {
  await mkdir(folder, { recursive: true });
  return {
    has: (name) => exists(join(folder, name)),
    write: (name, bytes) => writeAsItIs(join(folder, name), bytes),
    read: (name) =>
      readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      }),
  };
}
