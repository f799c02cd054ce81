/** What charts of configurations have in common. */
import { formatCount } from "../../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "../language.ts";

interface ShownWords {
  /** How many rows are shown, after the other sentences; empty if none were left out. */
  readonly cut: (shown: number, all: number) => string;
  /** What all names have in common and are shown without, after the other sentences. */
  readonly leftOut: (part: string) => string;
  /** Title of a configuration's name in a tooltip. */
  readonly configuration: string;
}

const SAID: InLanguages<ShownWords> = {
  en: {
    cut: (shown, all) =>
      shown === all ? "" : ` Shown: ${formatCount(shown)} of ${formatCount(all)}; the table below has all of them.`,
    leftOut: (part) => ` Names are shown without “${part}”, which all of them have.`,
    configuration: "configuration",
  },
  zh: {
    cut: (shown, all) =>
      shown === all ? "" : `此处显示${formatCount(shown)}个，共${formatCount(all)}个；下方的表格列出全部。`,
    leftOut: (part) => `各名称均含“${part}”，图中省略。`,
    configuration: "配置",
  },
};

export function shownWords(language: Language): ShownWords {
  return SAID[language];
}
