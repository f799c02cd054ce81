import { readdirSync, readFileSync } from "node:fs";

/**
 * A file of the kernel's, below /proc or /sys. It blocks, so that nothing else of this process runs between several of them.
 * @returns null if there is no such file, or none that may be read
 */
export function kernelText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Names in a folder of the kernel's; none if there is no such folder. */
export function kernelNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
