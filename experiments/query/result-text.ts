import { canonicalJson } from "../../harness/base/canonical-json.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { type CsvField, csvText, userText } from "../../reports/csv.ts";
import type { QueryResult } from "./database.io.ts";
import { type PlainValue, shownValue } from "./plain-value.ts";

/** Forms of a result that are text. */
export const TEXT_FORMATS: Readonly<Record<"table" | "csv" | "json", (result: QueryResult) => string>> = {
  table: ({ columns, rows }) =>
    `${alignedTable(
      columns,
      rows.map((row) => row.map(shownValue)),
    )}\n`,
  csv: ({ columns, rows }) => csvText([[...columns], ...rows.map((row) => row.map(csvField))]),
  json: ({ columns, rows }) => {
    const objects = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
    return `${JSON.stringify(objects, null, 2)}\n`;
  },
};

function csvField(value: PlainValue): CsvField {
  if (value === null || typeof value === "number") return value;
  return userText(typeof value === "string" ? value : typeof value === "object" ? canonicalJson(value) : String(value));
}
