import { ownString } from "../harness/base/own-string.ts";
import { kindOfEnding } from "../harness/contract/dataset-kinds.ts";
import type { TableKind } from "./table-options.ts";
import { openCsvTable } from "./tables/csv-table.ts";
import { Faults } from "./tables/faults.ts";
import type { NamedFile } from "./tables/file-bytes.ts";
import { openJsonLinesTable } from "./tables/json-lines-table.ts";
import { openParquetTable } from "./tables/parquet-table.ts";
import type { OpenTable, TableOptions } from "./tables/table.ts";

/** What one pass over a file shows of a column. */
export interface ColumnFacts {
  readonly name: string;
  /** Mean length of its cells. */
  readonly meanLength: number;
  /** Rows of each value; null once there were more than MOST_VALUES. */
  readonly rowsOfValue: ReadonlyMap<string, number> | null;
}

/** A column with more different values is no label. */
const MOST_VALUES = 1000;

const OPENERS: Readonly<Record<TableKind, OpenTable>> = {
  csv: openCsvTable,
  jsonl: openJsonLinesTable,
  parquet: openParquetTable,
};

/** The kind of dataset that a file's name tells; any other than a known one is a CSV file. */
export function kindOfFile(path: string): TableKind {
  return kindOfEnding(path) ?? "csv";
}

export interface FoundTable {
  readonly columns: readonly ColumnFacts[];
  /** Where the first line seems to be a row, as a sentence; null if it has a wanted name, or nothing tells. */
  readonly headless: string | null;
}

/** Reads a file once. Rows that cannot be read are left out: opening the dataset tells of them. */
export async function columnFacts(kind: TableKind, file: NamedFile, options: TableOptions): Promise<FoundTable> {
  const table = await OPENERS[kind](file, options);
  const columns = [...new Set(table.columns)];
  let rows = 0;
  const lengths = columns.map(() => 0);
  const values = columns.map((): Map<string, number> | null => new Map());
  const take = (column: number, cell: string) => {
    lengths[column]! += cell.length;
    const seen = values[column]!;
    const count = seen?.get(cell);
    seen?.set(count === undefined ? ownString(cell) : cell, (count ?? 0) + 1);
    if (seen !== null && seen.size > MOST_VALUES) values[column] = null;
  };
  for await (const batch of table.rows(columns, new Faults(file.shownAs, table.noun))) {
    rows += batch.length;
    for (const { cells } of batch) for (const [column, cell] of cells.entries()) take(column, cell);
  }
  const isNamed = options.wanted.some((name) => columns.includes(name));
  return {
    headless: isNamed ? null : ((await table.headless?.()) ?? null),
    columns: columns.map((name, column) => ({
      name,
      meanLength: lengths[column]! / Math.max(1, rows),
      rowsOfValue: values[column]!,
    })),
  };
}

/** The columns that a person would most likely take; null where none will do. */
export interface GuessedColumns {
  readonly text: string | null;
  readonly label: string | null;
}

/** Names decide first; else the label is the column of the fewest values, two at least, and the text that of the longest. */
export function guessColumns(columns: readonly ColumnFacts[]): GuessedColumns {
  const named = (wanted: string) => columns.find(({ name }) => name === wanted)?.name ?? null;
  const byValues = columns
    .filter(({ name, rowsOfValue }) => name !== "text" && rowsOfValue !== null && rowsOfValue.size >= 2)
    .sort((a, b) => a.rowsOfValue!.size - b.rowsOfValue!.size || a.meanLength - b.meanLength);
  const label = named("label") ?? byValues[0]?.name ?? null;
  const byLength = columns.filter(({ name }) => name !== label).sort((a, b) => b.meanLength - a.meanLength);
  return { text: named("text") ?? byLength[0]?.name ?? null, label };
}
