import { rm } from "node:fs/promises";
import { join } from "node:path";

/** Takes away all that a setup puts into a tfjs-node package, so that nothing half-done is left or built upon. */
export async function removeBinaries(folder: string): Promise<void> {
  for (const made of ["deps", "lib", "build"]) await rm(join(folder, made), { recursive: true, force: true });
}
