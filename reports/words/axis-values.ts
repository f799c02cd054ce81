import { UNSET } from "../../harness/judge/analysis/labels.ts";
import { describe } from "../../harness/judge/analysis/value-names.ts";
import { axisTitle } from "./axes.ts";
import type { InLanguages, Language } from "./language.ts";

interface Said {
  /** What a configuration has on an axis that it does not set. */
  readonly unset: string;
  readonly without: (axis: string) => string;
}

const said: InLanguages<Said> = {
  en: { unset: UNSET.full, without: (axis) => `no ${axis}` },
  zh: { unset: "按原配置", without: (axis) => `无${axis}` },
};

/**
 * A value's name on its axis where that is made of words: "no pruning" -> "无剪枝", "residual" -> "残差连接", "as configured" -> "按原配置".
 * Others, such as "int8-rows" and "epochs 30", are those of configurations, and the same in every language.
 * @param name as `valueOn` has it
 */
export function axisValueText(axis: string, name: string, language: Language = "en"): string {
  const title = axisTitle(axis, language);
  if (name === UNSET.full) return said[language].unset;
  if (name === describe(axis, null)) return said[language].without(title);
  return name === describe(axis, true) ? title : name;
}
