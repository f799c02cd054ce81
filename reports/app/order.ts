import type { ColumnData, TableData } from "../page/table-data.ts";
import type { Selection } from "./selection.ts";
import type { Sorting } from "./view.ts";

/** The rows of a table that are shown, in order: those about configurations that are selected, and those about none. */
export function rowsInOrder(data: TableData, selection: Selection, sorting: Sorting | null): number[] {
  const rows = data.classes.flatMap((_, row) => {
    const about = data.configurations[row] ?? null;
    return about === null || selection === null || selection.has(about) ? [row] : [];
  });
  const column = data.columns.find(({ title }) => title === sorting?.by);
  return sorting === null || column === undefined ? rows : sorted(rows, column, sorting.isAscending);
}

/** Values that were not measured come last in both directions; rows of one value keep their order. */
function sorted(rows: readonly number[], { kind, sorts }: ColumnData, isAscending: boolean): number[] {
  const texts = new Intl.Collator("en", { numeric: true });
  const order = (a: number | string, b: number | string) =>
    kind === "number" ? Number(a) - Number(b) : texts.compare(String(a), String(b));
  return [...rows].sort((a, b) => {
    const [x, y] = [sorts[a] ?? null, sorts[b] ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return isAscending ? order(x, y) : order(y, x);
  });
}
