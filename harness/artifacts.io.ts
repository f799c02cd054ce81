import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { exists, writeFileAtomically } from "./records.io.ts";

/**
 * Writes a folder as a whole: under a temporary name first, then renamed, so that no crash leaves half of it. A folder
 * that was there is replaced.
 */
export async function writeFolder(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const temporary = `${folder}.${process.pid}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFileAtomically(join(temporary, name), content);
  const replaced = `${folder}.${process.pid}.old`;
  if (await exists(folder)) await rename(folder, replaced);
  await rename(temporary, folder);
  await rm(replaced, { recursive: true, force: true });
}

export async function readArtifact(folder: string, name: string): Promise<Buffer> {
  return readFile(join(folder, name));
}

/** Bytes of all files directly in a folder. */
export async function folderBytes(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
