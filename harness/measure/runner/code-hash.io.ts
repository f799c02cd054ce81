import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** What decides a result beside the cell itself. */
const HASHED = ["harness", "backends", "data", "package-lock.json"];
/** What is hashed, as paths that git understands. */
export const CODE_PATHS: readonly string[] = [...HASHED, ":(exclude)data/baselines"];
/** Files that can change a result: no notes, no left-overs of an editor or a file manager. */
const CODE = /\.(ts|json)$/;
/** Results, which change none. */
const RESULTS = /^data\/baselines\//;

/**
 * First 12 hex digits of a SHA-256 over the paths and contents of the code that can change a result.
 * @param more folders to hash beside those, relative to the project's
 */
export async function codeHash(projectFolder: string, more: readonly string[] = []): Promise<string> {
  const hash = createHash("sha256");
  const files = (await filesUnder(projectFolder, [...HASHED, ...more]))
    .map((file) => ({ file, name: relative(projectFolder, file).split(sep).join("/") }))
    .filter(({ name }) => CODE.test(name) && !RESULTS.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { file, name } of files) {
    hash.update(name);
    hash.update("\0");
    hash.update(await readFile(file));
    hash.update("\0");
  }
  return hash.digest("hex").slice(0, 12);
}

async function filesUnder(folder: string, names: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === "ENOTDIR") return null;
        throw error;
      },
    );
    if (entries === null) files.push(path);
    else files.push(...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
  }
  return files;
}
