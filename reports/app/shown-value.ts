import type { SelectableAxis } from "../page/selectable.ts";

/** How a value of an axis is shown. */
export function shownValue({ shownAs }: Pick<SelectableAxis, "shownAs">, value: string): string {
  return shownAs?.[value] ?? value;
}
