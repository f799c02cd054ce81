import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { valueOn } from "../../harness/judge/analysis/labels.ts";
import { axisTitle } from "../words/axes.ts";
import { axisValueText } from "../words/axis-values.ts";
import type { Language } from "../words/language.ts";

/** What the page's program chooses configurations by. */
export interface Selectable {
  /** Axes on which the configurations differ. */
  readonly axes: readonly SelectableAxis[];
  readonly configurations: readonly SelectableConfiguration[];
}

export interface SelectableAxis {
  readonly name: string;
  readonly title: string;
  /** The same in every language, so that a view can be shared among readers of several. */
  readonly values: readonly string[];
  /** Value -> how it is shown, of those that are shown otherwise. */
  readonly shownAs?: Readonly<Record<string, string>>;
}

export interface SelectableConfiguration {
  readonly id: string;
  readonly label: string;
  /** The full form of what the label shortens. */
  readonly detail: string;
  /** By axis, in the axes' order. */
  readonly values: readonly string[];
}

/** The configurations of a run, in the order of the matrix. */
export function selectable({ labels, configurations }: Analysis, language: Language = "en"): Selectable {
  const all = configurations.map(({ id, label }) => ({
    id,
    label,
    detail: labels.details.get(id) ?? "",
    values: labels.axes.map((axis) => valueOn(labels, id, axis)),
  }));
  const axes = labels.axes.map((name, index): SelectableAxis => {
    const values = [...new Set(all.map((one) => one.values[index]!))];
    const texts = values.map((value) => [value, axisValueText(name, value, language)] as const);
    const others = texts.filter(([value, text]) => text !== value);
    const shownAs = others.length === 0 ? {} : { shownAs: Object.fromEntries(others) };
    return { name, title: axisTitle(name, language), values, ...shownAs };
  });
  return { axes, configurations: all };
}
