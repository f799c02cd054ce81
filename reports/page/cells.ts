import type { Spread } from "../../harness/base/statistics/summaries.ts";
import type { FigureInterval } from "../../harness/judge/analysis/interval.ts";
import type { ColumnWords } from "../words/column-words.ts";
import { intervalText, spreadText } from "../words/interval.ts";
import type { Language } from "../words/language.ts";
import { type Column, NOT_MEASURED, type TableCell } from "./column.ts";

type FormatNumber = (value: number) => string;

export function numberCell(value: number | null | undefined, format: FormatNumber): TableCell {
  return value === null || value === undefined ? NOT_MEASURED : { text: format(value), sort: value };
}

/** A column of one number of each row. */
export function numberColumn<Row>(
  words: ColumnWords,
  of: (row: Row) => number | null | undefined,
  format: FormatNumber,
): Column<Row> {
  return { ...words, kind: "number", read: (row) => numberCell(of(row), format) };
}

/** The middle, with its interval or, without one, the range below it if they look different after rounding. */
export function spreadCell(
  spread: Spread | null | undefined,
  interval: FigureInterval | null,
  format: FormatNumber,
  language: Language = "en",
): TableCell {
  if (spread === null || spread === undefined) return NOT_MEASURED;
  const text = format(spread.middle);
  const sort = spread.middle;
  const detail = intervalText(spread, interval, format);
  if (detail === "" && interval === null) return { text, sort };
  const title = spreadText(spread, interval, format, language);
  return detail === "" ? { text, sort, title } : { text, sort, detail, title };
}

export function textCell(text: string, detail?: string): TableCell {
  return detail === undefined ? { text, sort: text } : { text, detail, sort: text };
}
