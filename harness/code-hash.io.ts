import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** What decides a result beside the cell itself. */
const HASHED = ["harness", "backends", "data", "package-lock.json"];

/** First 12 hex digits of a SHA-256 over the paths and contents of the code that can change a result. */
export async function codeHash(projectFolder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await filesUnder(projectFolder, HASHED)) {
    hash.update(relative(projectFolder, file).split(sep).join("/"));
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
  return files.sort();
}
