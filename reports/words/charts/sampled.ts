import { formatCount } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

/** How many of many are shown, and where all of them are. */
const SAID: InLanguages<(shown: string, all: string) => string> = {
  en: (shown, all) => ` Shown: ${shown} of ${all}, evenly spaced in the matrix’s order; summary.json has all of them.`,
  zh: (shown, all) => `此处显示${shown}项（总数${all}），按矩阵顺序等距抽取；summary.json中有全部。`,
};

/** After other sentences; empty if all are shown. */
export function sampledNote(shown: number, all: number, language: Language): string {
  return shown === all ? "" : SAID[language](formatCount(shown), formatCount(all));
}
