import { chmod, lstat, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "./errors.ts";

/** Of a folder's mode: its group, or everyone. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * This user's folder of a name in the system's temporary folder, made if it is not there. Every user may write to the temporary folder, so what stands
 * at that place is used only if it is this user's: whoever owns a folder can exchange what is in it, such as the code that a check runs.
 * Where users have no numbers, as on Windows, the temporary folder is each user's own.
 * @throws ConfigError if another user has put something in its place
 */
export async function ownTemporary(name: string): Promise<string> {
  const user = process.getuid?.();
  const folder = join(tmpdir(), user === undefined ? name : `${name}-${user}`);
  await mkdir(tmpdir(), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  // Of the place itself: a link is no folder, wherever it leads.
  const stats = await lstat(folder);
  if (!stats.isDirectory() || (user !== undefined && stats.uid !== user)) {
    throw new ConfigError(
      `${folder}: must be a folder of your own, and is not; remove it, or name another temporary folder (TMPDIR)`,
    );
  }
  if (user !== undefined && (stats.mode & WRITABLE_BY_OTHERS) !== 0) await chmod(folder, 0o700);
  return folder;
}
