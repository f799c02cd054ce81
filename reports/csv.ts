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
  return stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: "windows",
      cast: { object: (value) => ({ value: (value as unknown as UserText).userText, escape_formulas: true }) },
    },
  );
}
