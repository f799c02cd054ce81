/** Types of DuckDB that columns have. */
export type ColumnType = "BIGINT" | "BOOLEAN" | "DOUBLE" | "TIMESTAMP" | "VARCHAR";

/** A value of a table: a whole number for BIGINT, ISO 8601 for TIMESTAMP. */
export type FlatValue = boolean | number | string | null;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** What it means, with its unit. */
  readonly comment: string;
}

/** A table whose every column is named and typed, so that no program has to guess from values. */
export interface FlatTable {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly Column[];
  /** [rows][columns] */
  readonly rows: readonly (readonly FlatValue[])[];
}

/** A column, and how it is read from what a row is made of. */
export type ReadColumn<Row> = Column & { readonly read: (row: Row) => FlatValue };

export function column<Row>(
  name: string,
  type: ColumnType,
  comment: string,
  read: (row: Row) => FlatValue,
): ReadColumn<Row> {
  return { name, type, comment, read };
}

export function flatTable<Row>(
  { name, comment }: Pick<FlatTable, "name" | "comment">,
  columns: readonly ReadColumn<Row>[],
  rows: readonly Row[],
): FlatTable {
  return { name, comment, columns, rows: rows.map((row) => columns.map(({ read }) => read(row))) };
}
