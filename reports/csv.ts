import { stringify } from "csv-stringify/sync";

/** Text from users. It is escaped, since spreadsheets would run text that begins with "=", "+", "-" or "@" as a formula. */
export interface UserText {
  readonly userText: string;
}

/** A field of a CSV file; null is an empty field. pricewar's own text ("@tensorflow/…") is not escaped. */
export type CsvField = string | number | null | UserText;

export function userText(text: string): UserText {
  return { userText: text };
}

/** Rows as CSV by RFC 4180, with CRLF line ends. */
export function csvText(rows: readonly (readonly CsvField[])[]): string {
  return rows.map((row) => `${fieldsText(row)}${CSV_LINE_END}`).join("");
}

export const CSV_LINE_END = "\r\n";

/** Fields that stand next to each other in a row. */
export function fieldsText(fields: readonly CsvField[]): string {
  return fields.map(fieldText).join(",");
}

/** What no reader takes for anything else, and no spreadsheet runs: of most fields, the library need not be asked. */
const PLAIN = /^[A-Za-z0-9][^,"\r\n]*$/;

function fieldText(field: CsvField): string {
  if (field === null) return "";
  if (typeof field === "number") return String(field);
  const isOwn = typeof field === "string";
  const text = isOwn ? field : field.userText;
  return PLAIN.test(text)
    ? text
    : stringify([[text]], { record_delimiter: "windows", eof: false, escape_formulas: !isOwn });
}
