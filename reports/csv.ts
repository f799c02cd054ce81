import { stringify } from "csv-stringify/sync";

/** Text that users bring. Spreadsheets run it as a formula where it begins with "=", "+", "-" or "@", so it is escaped. */
export interface UserText {
  readonly userText: string;
}

/** A value of a CSV file; null is an empty one. Text of pricewar's own ("@tensorflow/…") stays as it is. */
export type CsvField = string | number | null | UserText;

export function userText(text: string): UserText {
  return { userText: text };
}

/** Rows as CSV: RFC 4180, CRLF line ends. */
export function csvText(rows: readonly (readonly CsvField[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: "windows",
      cast: { object: (value) => ({ value: (value as unknown as UserText).userText, escape_formulas: true }) },
    },
  );
}
