import type { CheckResult } from "../../../harness/judge/check/check-result.ts";
import type { InLanguages, Language } from "../language.ts";
import { oneLine } from "../one-line.ts";

interface Said {
  readonly atCommit: (name: string, commit: string) => string;
  readonly unknown: string;
  readonly difference: (key: string, base: readonly [string, string], head: readonly [string, string]) => string;
}

const said: InLanguages<Said> = {
  en: {
    atCommit: (name, commit) => `${name} (${commit})`,
    unknown: "unknown",
    difference: (key, base, head) => `${key}: ${base[1]} in ${base[0]}, ${head[1]} in ${head[0]}`,
  },
  zh: {
    atCommit: (name, commit) => `${name}（${commit}）`,
    unknown: "未知",
    difference: (key, base, head) => `${key}：${base[0]}为${base[1]}，${head[0]}为${head[1]}`,
  },
};

/** "main (1a2b3c4)"; only the name if it is the commit. */
export function sideText({ name, commit }: CheckResult["base"], language: Language = "en"): string {
  const short = commit === null ? null : commit.slice(0, 7);
  return oneLine(short === null || name === commit || name === short ? name : said[language].atCommit(name, short));
}

/** Differences between the sides' fingerprints: "cpu: A in main, B in feature". */
export function sideDifferences(
  { base, head }: Pick<CheckResult, "base" | "head">,
  language: Language = "en",
): string[] {
  const { unknown, difference } = said[language];
  const keys = [...new Set([...Object.keys(base.fingerprint), ...Object.keys(head.fingerprint)])].sort();
  const text = (side: CheckResult["base"], key: string) => JSON.stringify(side.fingerprint[key]) ?? unknown;
  return keys
    .filter((key) => text(base, key) !== text(head, key))
    .map((key) => oneLine(difference(key, [base.name, text(base, key)], [head.name, text(head, key)])));
}
