import type { Selectable, SelectableConfiguration } from "../page/selectable.ts";
import type { View } from "./view.ts";

/** Ids of the configurations that are shown; null for all. */
export type Selection = ReadonlySet<string> | null;

/**
 * The configurations that a view's values and text leave.
 * @param isInside whether a configuration is in the view's rectangle of the scatter plot
 */
export function selectionOf(
  { axes, configurations }: Selectable,
  view: View,
  isInside: (id: string) => boolean = () => true,
): Selection {
  // A shared view may name what this run has not, such as a value of another one: that is not chosen.
  const wanted = axes.map(({ name, values }) => (view.only[name] ?? []).filter((value) => values.includes(value)));
  const find = view.find.trim().toLowerCase();
  if (wanted.every(({ length }) => length === 0) && find === "" && view.brush === null) return null;
  const isShown = ({ id, label, detail, values }: SelectableConfiguration) =>
    wanted.every((own, index) => own.length === 0 || own.includes(values[index] ?? "")) &&
    `${label} ${detail}`.toLowerCase().includes(find) &&
    (view.brush === null || isInside(id));
  return new Set(configurations.filter(isShown).map(({ id }) => id));
}
