import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { valueOn } from "../../harness/judge/analysis/labels.ts";
import { humanize } from "../../harness/judge/analysis/value-names.ts";

/** What the page's program chooses configurations by. */
export interface Selectable {
  /** Axes on which the configurations differ. */
  readonly axes: readonly { readonly name: string; readonly title: string; readonly values: readonly string[] }[];
  readonly configurations: readonly SelectableConfiguration[];
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
export function selectable({ labels, configurations }: Analysis): Selectable {
  const all = configurations.map(({ id, label }) => ({
    id,
    label,
    detail: labels.details.get(id) ?? "",
    values: labels.axes.map((axis) => valueOn(labels, id, axis)),
  }));
  const axes = labels.axes.map((name, index) => ({
    name,
    title: humanize(name),
    values: [...new Set(all.map(({ values }) => values[index]!))],
  }));
  return { axes, configurations: all };
}
