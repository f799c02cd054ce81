import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "./canonical-json.ts";
import { fileSha256 } from "./files.io.ts";

/** The name of a folder's seal. Its form is that of `sha256sum`, so that `sha256sum -c SHA256SUMS` checks a folder too. */
export const SEAL = "SHA256SUMS";

/** The seal of a folder with these files: a line with hash and name for each. */
export function sealOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  return Object.entries(files)
    .map(([name, content]) => sealLine(name, sha256Hex(content)))
    .join("");
}

/** The seal after one of its files was replaced. */
export function withSealed(seal: string, name: string, content: string | Uint8Array): string {
  const others = seal.split("\n").filter((line) => line !== "" && !line.endsWith(`  ${name}`));
  return [...others.map((line) => `${line}\n`), sealLine(name, sha256Hex(content))].join("");
}

/** The line of one of a seal's files. */
export function sealLine(name: string, sha256: string): string {
  return `${sha256}  ${name}\n`;
}

export type FolderState = "whole" | "missing" | "damaged";

/** Compares the files of a folder with its seal. Files that it does not name are no damage. */
async function stateOf(folder: string): Promise<FolderState> {
  if (await isMissing(folder)) return "missing";
  const sealed = await sealedFiles(folder);
  if (sealed === null) return "damaged";
  for (const { name, sha256 } of sealed) {
    if ((await fileSha256(join(folder, name)).catch(() => null)) !== sha256) return "damaged";
  }
  return "whole";
}

/** Whether a folder has a seal that its files do not match. One without a seal may be whole: older versions wrote none. */
export async function hasBrokenSeal(folder: string): Promise<boolean> {
  const hasSeal = !(await isMissing(join(folder, SEAL)));
  return hasSeal && (await stateOf(folder)) === "damaged";
}

/**
 * Tells the state of folders, reading each one's files once and then only again where the file system says that they changed:
 * size, times and inode cost nothing beside the phases that read the files.
 */
export function folderInspector(): (folder: string) => Promise<FolderState> {
  const seen = new Map<string, { readonly stamp: string; readonly state: FolderState }>();
  return async (folder) => {
    const stamp = await stampOf(folder);
    const before = seen.get(folder);
    if (stamp !== null && before?.stamp === stamp) return before.state;
    const state = await stateOf(folder);
    // Of the time before reading, so that a change meanwhile is found the next time.
    if (stamp === null) seen.delete(folder);
    else seen.set(folder, { stamp, state });
    return state;
  };
}

/** @returns what changes whenever a sealed file does; null where there is nothing whole to remember */
async function stampOf(folder: string): Promise<string | null> {
  const sealed = await sealedFiles(folder);
  if (sealed === null) return null;
  const names = [SEAL, ...sealed.map(({ name }) => name)];
  const stats = await Promise.all(names.map((name) => stat(join(folder, name), { bigint: true }).catch(() => null)));
  if (stats.includes(null)) return null;
  return stats.map((one) => `${one!.size} ${one!.mtimeNs} ${one!.ctimeNs} ${one!.ino}`).join(" ");
}

/** Names of all files of a folder that its seal vouches for, the seal left out; null where it has none. */
export async function sealedNames(folder: string): Promise<readonly string[] | null> {
  const sealed = await sealedFiles(folder);
  return sealed === null ? null : sealed.map(({ name }) => name);
}

/** Null where the seal is missing or not one. */
async function sealedFiles(folder: string): Promise<readonly { name: string; sha256: string }[] | null> {
  const seal = await readFile(join(folder, SEAL), "utf8").catch(() => "");
  const lines = seal.split("\n");
  // A seal that was cut short does not end with a line.
  if (lines.length < 2 || lines.pop() !== "") return null;
  // A name stays within the folder: none of its parts is "..", and it does not begin with a slash.
  const parts = lines.map((line) => /^([0-9a-f]{64}) {2}((?:(?!\.\.?\/)[^/\\]+\/)*[^/\\]+)$/.exec(line));
  return parts.includes(null) ? null : parts.map((part) => ({ sha256: part![1]!, name: part![2]! }));
}

async function isMissing(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === "ENOENT",
  );
}
