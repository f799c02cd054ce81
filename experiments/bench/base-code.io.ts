import { join } from "node:path";
import { addWorktree, findCommit, findRepository, inCheckFolder } from "../check/worktrees.io.ts";
import { note } from "../print.ts";
import { projectFolder } from "../project-folder.ts";

/** Ctrl-C ends a benchmark at once; the next one, or the next check, removes its folder. */
const NEVER = { signal: new AbortController().signal };

/**
 * Calls `work` with an empty folder, and with a worktree of another commit and its packages; both are removed however it ends.
 * @param ref the commit; undefined for none, whose code is null
 */
export async function withBaseCode<R>(
  ref: string | undefined,
  work: (folder: string, code: string | null) => Promise<R>,
): Promise<R> {
  if (ref === undefined) return inCheckFolder(null, (folder) => work(folder, null));
  const repository = await findRepository(projectFolder, NEVER);
  const commit = await findCommit(repository, ref, NEVER);
  const onInstall = () => note(`${ref}: its lockfile differs, so its packages are installed`);
  return inCheckFolder(repository, async (folder) =>
    work(folder, await addWorktree(repository, commit, join(folder, "base"), { ...NEVER, onInstall })),
  );
}
