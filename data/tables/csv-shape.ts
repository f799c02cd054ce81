/** How a CSV file is written. */
export interface CsvShape {
  readonly separator: string;
  /** Carriage returns alone are those of old Macintosh programs. */
  readonly lineEnd: "\n" | "\r";
  readonly literalQuotes: boolean;
  /** Whether the first record is Excel's line that states the separator: "sep=;". */
  readonly statesSeparator: boolean;
}

export interface CsvRecord {
  readonly fields: readonly string[];
  /** 1-based physical line on which the record starts. */
  readonly line: number;
}

export function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}
