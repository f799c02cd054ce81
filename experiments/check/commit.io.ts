import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * The commit that a folder is at; null without a repository or git, or if the code has uncommitted changes.
 * @param code paths of the code
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
