import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * The commit that contains these files unchanged; null if one of them is changed or untracked, or without a repository or git.
 * @param files relative to the folder
 */
export async function headCommit(folder: string, files: readonly string[]): Promise<string | null> {
  const git = async (...args: string[]) => (await promisify(execFile)("git", args, { cwd: folder })).stdout.trim();
  try {
    await git("ls-files", "--error-unmatch", "--", ...files);
    const changed = await git("status", "--porcelain", "--", ...files);
    return changed === "" ? await git("rev-parse", "HEAD") : null;
  } catch {
    return null;
  }
}
