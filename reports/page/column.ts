/** The text of a table cell, and how it sorts. */
export interface TableCell {
  readonly text: string;
  /** Small print below the text, such as a range. */
  readonly detail?: string;
  /** Shown when the pointer is over the cell. */
  readonly title?: string;
  /** Whether the value was not measured; `text` is then a dash. */
  readonly isMissing?: boolean;
  /** Highlighted as a reason for doubt. */
  readonly isCaution?: boolean;
  /** Null sorts last in both directions. */
  readonly sort: number | string | null;
}

export interface Column<Row> {
  readonly title: string;
  /** Shown when the pointer is over the heading. */
  readonly help: string;
  /** Shown if a reader asks for it: beside the columns that most read. */
  readonly isMore?: boolean;
  /** Numbers are right-aligned. */
  readonly kind: "text" | "number";
  read(row: Row): TableCell;
  /** Whether it says anything in a table of these rows; it does if left out. */
  isNeeded?(rows: readonly Row[]): boolean;
}

export const NOT_MEASURED: TableCell = { text: "—", sort: null, isMissing: true };
