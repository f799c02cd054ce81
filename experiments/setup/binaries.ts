import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** What a setup puts into a tfjs-node package. */
const MADE = ["deps", "lib", "build"] as const;
const aside = (folder: string, made: string) => join(folder, `.earlier-${made}`);

/**
 * Has a setup put its binaries into a package where none are. If it fails, nothing half-done is left or built upon: what
 * was there before is there again.
 */
export async function replaceBinaries(folder: string, put: () => Promise<void>): Promise<void> {
  for (const made of MADE) {
    // A setup that was killed has left the earlier ones aside and its own half-done.
    if (existsSync(aside(folder, made))) await rm(join(folder, made), { recursive: true, force: true });
    else if (existsSync(join(folder, made))) await rename(join(folder, made), aside(folder, made));
  }
  try {
    await put();
  } catch (error) {
    for (const made of MADE) {
      await rm(join(folder, made), { recursive: true, force: true });
      if (existsSync(aside(folder, made))) await rename(aside(folder, made), join(folder, made));
    }
    throw error;
  }
  for (const made of MADE) await rm(aside(folder, made), { recursive: true, force: true });
}
