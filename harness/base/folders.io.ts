import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { bytesToWrite, findStored, nameToWrite, readStored } from "./at-rest/stored.io.ts";
import { sha256Hex } from "./canonical-json.ts";
import { fileSha256, writeAsItIs } from "./files.io.ts";
import { filesBelow } from "./files-below.io.ts";
import { SEAL, sealLine, sealOf, withSealed } from "./seal.io.ts";
import { isAbandoned, UNFINISHED, unfinishedName } from "./unfinished.io.ts";

/** Attempts to put a folder in place while another process does the same. */
const ATTEMPTS = 20;

/** A file that a folder takes over, since it is too large to be in memory: by name, so it is on the same disk, and on it for good. */
export interface MovedFile {
  readonly path: string;
}

export type FolderFiles = Readonly<Record<string, string | Uint8Array | MovedFile>>;

/**
 * Writes a folder and its seal in one step: under a temporary name, then renamed, so that a crash leaves no partial folder.
 * Replaces an existing folder; if two processes write the same one, the last one wins. A name may
 * lead into a subfolder: "a/b.txt". The seal is of the files as they are on disk. A file that is taken over must be in the form that this process writes.
 */
export async function writeFolder(folder: string, files: FolderFiles): Promise<void> {
  const temporary = await unfinishedName(folder, "tmp");
  const replaced = await unfinishedName(folder, "old");
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    const written: Record<string, string | Uint8Array> = {};
    let seal = "";
    for (const [name, content] of Object.entries(files)) {
      if (typeof content === "string" || content instanceof Uint8Array) {
        written[nameToWrite(name)] = await bytesToWrite(content);
        continue;
      }
      seal += sealLine(name, await fileSha256(content.path));
      await mkdir(dirname(join(temporary, name)), { recursive: true });
      await rename(content.path, join(temporary, name));
    }
    for (const [name, content] of Object.entries({ ...written, [SEAL]: `${sealOf(written)}${seal}` })) {
      await mkdir(dirname(join(temporary, name)), { recursive: true });
      await writeAsItIs(join(temporary, name), content);
    }
    for (let attempt = 1; !(await moved(temporary, folder, attempt === ATTEMPTS)); attempt += 1) {
      await rm(replaced, { recursive: true, force: true });
      // It may be gone if another process is replacing it too.
      await rename(folder, replaced).catch(ignoring("ENOENT"));
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
    await rm(replaced, { recursive: true, force: true });
  }
}

/**
 * Makes a folder in one step: `fill` writes it under a temporary name, and puts what is in the way aside at its end. What a killed
 * process left of the same folder is removed.
 */
export async function makeInOneStep<R>(folder: string, fill: (temporary: string) => Promise<R>): Promise<R> {
  const temporary = await unfinishedName(folder, "tmp");
  await removeUnfinished(dirname(folder), basename(folder));
  try {
    await mkdir(temporary, { recursive: true });
    const result = await fill(temporary);
    await rename(temporary, folder);
    return result;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Replaces a file of a folder by `writeFolder`. A crash between file and seal leaves a folder that counts as damaged. */
export async function replaceSealed(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const seal = await readFile(join(folder, SEAL), "utf8");
  const [written, bytes] = [nameToWrite(name), await bytesToWrite(content)];
  await writeAsItIs(join(folder, written), bytes);
  await writeAsItIs(join(folder, SEAL), withSealed(seal, written, bytes));
}

/** Renames a damaged folder, so that a whole one can take its place. The next run removes it. */
export async function setAsideDamaged(folder: string): Promise<void> {
  const aside = await unfinishedName(folder, "damaged");
  await rm(aside, { recursive: true, force: true });
  // It may be gone if another process has set it aside.
  await rename(folder, aside).catch(ignoring("ENOENT"));
}

/** Renames a folder; false if one of that name is in the way, unless this was the last attempt. */
async function moved(from: string, to: string, isLast: boolean): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!isLast && (code === "ENOTEMPTY" || code === "EEXIST" || code === "EPERM")) return false;
    throw error;
  }
}

function ignoring(code: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== code) throw error;
  };
}

/**
 * Removes files and folders of a folder that killed processes left unfinished, and what ended ones found damaged.
 * @param of the name of what they were to be; all if left out
 */
export async function removeUnfinished(parent: string, of?: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (of !== undefined && name.replace(UNFINISHED, "") !== of) continue;
    const path = join(parent, name);
    if (await isAbandoned(path)) await rm(path, { recursive: true, force: true });
  }
}

/** A file of an artifact, whose bytes begin where any list of numbers can. */
export async function readArtifact(folder: string, name: string): Promise<Buffer> {
  return readStored(join(folder, name));
}

/** SHA-256 of what a file of an artifact says, in hex, whether it is encrypted or not. */
export async function artifactSha256(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  return (await findStored(path)) === path ? fileSha256(path) : sha256Hex(await readStored(path));
}

export async function hasArtifact(folder: string, name: string): Promise<boolean> {
  return (await findStored(join(folder, name))) !== null;
}

/** Bytes on disk of all files in a folder, without its seal. @param recursive whether those of its subfolders count */
export async function folderBytes(folder: string, { recursive }: { readonly recursive: boolean }): Promise<number> {
  const isCounted = (name: string) => name !== SEAL && (recursive || dirname(name) === ".");
  const files = (await filesBelow(folder)).filter(
    ({ path, stats }) => stats.isFile() && isCounted(relative(folder, path)),
  );
  return files.reduce((sum, { stats }) => sum + stats.size, 0);
}
