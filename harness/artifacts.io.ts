import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { processIdentity } from "./processes.io.ts";
import { exists, writeFileAtomically } from "./records.io.ts";

/** Marks a folder that is being written, or being replaced, by the process of that id. */
const UNFINISHED = /\.(\d+)\.(tmp|old)$/;

/**
 * Writes a folder as a whole: under a temporary name first, then renamed, so that no crash leaves half of it. A folder
 * that was there is replaced.
 */
export async function writeFolder(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const temporary = `${folder}.${process.pid}.tmp`;
  const replaced = `${folder}.${process.pid}.old`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    for (const [name, content] of Object.entries(files)) await writeFileAtomically(join(temporary, name), content);
    if (await exists(folder)) await rename(folder, replaced);
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
    await rm(replaced, { recursive: true, force: true });
  }
}

/** Removes what processes that were killed left half written in a folder of folders. */
export async function removeUnfinished(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const writer = UNFINISHED.exec(name)?.[1];
    if (writer === undefined || (await processIdentity(Number(writer))) !== null) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

export async function readArtifact(folder: string, name: string): Promise<Buffer> {
  return readFile(join(folder, name));
}

/** Bytes of all files directly in a folder. */
export async function folderBytes(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
