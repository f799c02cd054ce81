import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * The commit whose code a folder holds; null where there is no repository or no git, and where the code has changed since.
 * @param code paths that make it up
 */
export async function headCommit(folder: string, code: readonly string[]): Promise<string | null> {
  const git = async (...args: string[]) => (await promisify(execFile)("git", args, { cwd: folder })).stdout.trim();
  try {
    const changed = await git("status", "--porcelain", "--", ...code);
    return changed === "" ? await git("rev-parse", "HEAD") : null;
  } catch {
    return null;
  }
}
