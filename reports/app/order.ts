import { type ColumnData, isWritten, type SortValue, sortsOf, type TableData } from "../page/table-data.ts";
import type { Selection } from "./selection.ts";
import type { Sorting } from "./view.ts";

/** What is chosen of a table. */
export interface RowChoice {
  readonly selection: Selection;
  readonly sorting: Sorting | null;
  /** Text that shown rows contain, in any case; empty for all. */
  readonly find: string;
  /** Values of the table's column of choice whose rows are shown; empty for all. */
  readonly kinds: readonly string[];
}

/** The rows of a table that are shown, in order: those about configurations that are selected, and those about none. */
export function rowsInOrder(data: TableData, { selection, sorting, find, kinds }: RowChoice): number[] {
  const wanted = find.trim().toLowerCase();
  const own = kindsOf(data);
  // A shared view may name what this table has not, such as a value in another language: that is not chosen.
  const chosen = kinds.filter((kind) => own.includes(kind));
  const texts = data.columns.filter(isWritten).filter(({ kind }) => kind === "text");
  const says = (row: number) =>
    texts.some(({ texts: all, details }) => `${all[row]} ${details[row] ?? ""}`.toLowerCase().includes(wanted));
  const isShown = (row: number) => {
    const about = data.configurations[row] ?? null;
    return (
      (about === null || selection === null || selection.has(about)) &&
      (chosen.length === 0 || chosen.includes(own[row]!)) &&
      (wanted === "" || says(row))
    );
  };
  const rows = data.classes.flatMap((_, row) => (isShown(row) ? [row] : []));
  const column = data.columns.find(({ title }) => title === sorting?.by);
  return sorting === null || column === undefined ? rows : sorted(rows, column, sorting.isAscending);
}

/** By row, the value that it can be chosen by; empty without a column of choice. */
export function kindsOf({ columns, choice }: TableData): readonly string[] {
  return columns.filter(isWritten).find(({ title }) => title === choice)?.texts ?? [];
}

/** Rows of one value keep their order. */
function sorted(rows: readonly number[], column: ColumnData, isAscending: boolean): number[] {
  const order = valueOrder(column.kind, isAscending);
  const sorts = sortsOf(column);
  return [...rows].sort((a, b) => order(sorts[a] ?? null, sorts[b] ?? null));
}

/** How values of a column are ordered: null, which stands for what was not measured, comes last in both directions. */
export function valueOrder(kind: ColumnData["kind"], isAscending: boolean): (x: SortValue, y: SortValue) => number {
  const texts = new Intl.Collator("en", { numeric: true });
  const order = (a: number | string, b: number | string) =>
    kind === "number" ? Number(a) - Number(b) : texts.compare(String(a), String(b));
  return (x, y) => {
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return isAscending ? order(x, y) : order(y, x);
  };
}

/** How a reader chooses columns. */
export interface ColumnChoice {
  /** Headings of those that are shown or hidden other than usual. */
  readonly changed: readonly string[];
  /** Whether few columns have room, as on a phone. */
  readonly isNarrow: boolean;
}

/** The columns of a table that are shown: the usual ones, but for those that a reader changed. */
export function shownColumns(columns: readonly ColumnData[], { changed, isNarrow }: ColumnChoice): ColumnData[] {
  return columns.filter((column) => isUsual(column, isNarrow) !== changed.includes(column.title));
}

export function isUsual({ isMore, isMain }: ColumnData, isNarrow: boolean): boolean {
  return isNarrow ? isMain : !isMore;
}

/** The column of choice where it is not shown itself: what it says of a row then stands below the row's name. */
export function columnBelow(
  { columns, choice }: Pick<TableData, "columns" | "choice">,
  shown: readonly ColumnData[],
): ColumnData | null {
  const own = columns.find(({ title }) => title === choice);
  return own === undefined || shown.includes(own) ? null : own;
}
