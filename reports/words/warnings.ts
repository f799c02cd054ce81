import { areInDoubt } from "../../harness/judge/analysis/marked-timings.ts";
import type { Warning } from "../../harness/judge/analysis/warning.ts";
import { ofKind } from "./by-kind.ts";
import type { InLanguages, Language } from "./language.ts";
import { SENTENCES } from "./warning-sentences.ts";

const RUN_AGAIN: InLanguages<string> = {
  en: " Run again with --fresh when the machine is quiet.",
  zh: "请在机器空闲时用--fresh重新运行。",
};

/** Each warning as one sentence, or two. What to do about a busy machine is said once, after the last that shows it. */
export function warningTexts(warnings: readonly Warning[], language: Language = "en"): string[] {
  const last = warnings.findLastIndex(showsBusyMachine);
  const texts = warnings.map((warning) => ofKind(SENTENCES[language], warning));
  return texts.map((text, index) => (index === last ? `${text}${RUN_AGAIN[language]}` : text));
}

/** Whether a warning is that something else slowed the machine, so that another run may tell more. */
export function showsBusyMachine(warning: Warning): boolean {
  // What was taken again in quiet is in order.
  if (warning.kind === "disturbed") return warning.timings.some(areInDoubt);
  return warning.kind === "rounds-differ" || warning.kind === "loop-wobbles" || warning.kind === "equals-differ";
}
