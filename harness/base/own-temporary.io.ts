import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A place in the system's temporary folder that no other user of the machine has made: its name ends with this user's number, where users have
 * one. Where they have none, as on Windows, the temporary folder is each user's own.
 */
export function ownTemporary(name: string): string {
  const user = process.getuid?.();
  return join(tmpdir(), user === undefined ? name : `${name}-${user}`);
}
