import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Folders that a setup creates in a tfjs-node package. */
const SETUP_FOLDERS = ["deps", "lib", "build"] as const;
const backupOf = (folder: string, name: string) => join(folder, `.earlier-${name}`);

/** Lets `install` add binaries to a package, with the previous ones moved aside. If it fails, they are restored. */
export async function replaceBinaries(folder: string, install: () => Promise<void>): Promise<void> {
  for (const name of SETUP_FOLDERS) {
    // A killed setup leaves the previous binaries in the backup and incomplete ones in their place.
    if (existsSync(backupOf(folder, name))) await rm(join(folder, name), { recursive: true, force: true });
    else if (existsSync(join(folder, name))) await rename(join(folder, name), backupOf(folder, name));
  }
  try {
    await install();
  } catch (error) {
    for (const name of SETUP_FOLDERS) {
      await rm(join(folder, name), { recursive: true, force: true });
      if (existsSync(backupOf(folder, name))) await rename(backupOf(folder, name), join(folder, name));
    }
    throw error;
  }
  for (const name of SETUP_FOLDERS) await rm(backupOf(folder, name), { recursive: true, force: true });
}
