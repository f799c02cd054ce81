import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The commit that a folder's repository stands at; null where there is no repository, or no git. */
export async function headCommit(folder: string): Promise<string | null> {
  return promisify(execFile)("git", ["rev-parse", "HEAD"], { cwd: folder }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}
