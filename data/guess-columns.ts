import type { NamedFile } from "./checked-bytes.ts";
import { csvRecords } from "./csv-records.ts";

/** What one pass over a CSV file shows of a column. */
export interface ColumnFacts {
  readonly name: string;
  /** Mean length of its fields. */
  readonly meanLength: number;
  /** Rows of each value; null once there were more than MOST_VALUES. */
  readonly rowsOfValue: ReadonlyMap<string, number> | null;
}

/** A column with more different values is no label. */
const MOST_VALUES = 1000;

/** Reads a CSV file with a header once. @returns no columns for an empty file */
export async function columnFacts(file: NamedFile): Promise<{ columns: ColumnFacts[]; rows: number }> {
  let header: readonly string[] | null = null;
  let rows = 0;
  const lengths: number[] = [];
  const values: (Map<string, number> | null)[] = [];
  for await (const { fields } of csvRecords(file)) {
    if (header === null) {
      header = fields;
      values.push(...fields.map(() => new Map<string, number>()));
      continue;
    }
    rows += 1;
    for (const [column, field] of fields.slice(0, header.length).entries()) {
      lengths[column] = (lengths[column] ?? 0) + field.length;
      const seen = values[column] ?? null;
      seen?.set(field, (seen.get(field) ?? 0) + 1);
      if (seen !== null && seen.size > MOST_VALUES) values[column] = null;
    }
  }
  const columns = (header ?? []).map((name, column) => ({
    name,
    meanLength: (lengths[column] ?? 0) / Math.max(1, rows),
    rowsOfValue: values[column] ?? null,
  }));
  return { columns, rows };
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
