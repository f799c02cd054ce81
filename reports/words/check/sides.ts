import type { CheckResult } from "../../../harness/judge/check/check-result.ts";
import { oneLine } from "../one-line.ts";

/** "main (1a2b3c4)"; only the name if it is the commit. */
export function sideText({ name, commit }: CheckResult["base"]): string {
  const short = commit === null ? null : commit.slice(0, 7);
  return oneLine(short === null || name === commit || name === short ? name : `${name} (${short})`);
}

/** Differences between the sides' fingerprints: "cpu: A in main, B in feature". */
export function sideDifferences({ base, head }: Pick<CheckResult, "base" | "head">): string[] {
  const keys = [...new Set([...Object.keys(base.fingerprint), ...Object.keys(head.fingerprint)])].sort();
  const text = (side: CheckResult["base"], key: string) => JSON.stringify(side.fingerprint[key]) ?? "unknown";
  return keys
    .filter((key) => text(base, key) !== text(head, key))
    .map((key) => oneLine(`${key}: ${text(base, key)} in ${base.name}, ${text(head, key)} in ${head.name}`));
}
