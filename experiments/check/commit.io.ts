import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * The commit that holds these files as they are in the folder. Null where one of them has changed since or is not in it,
 * where there is no repository, and where there is no git.
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
