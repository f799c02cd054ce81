import { roundedTo } from "../../harness/base/decimal.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import type { Column, TableCell } from "./column.ts";

/** A table as columns of texts: what its markup and the page's program are made from. */
export interface TableData {
  readonly id: string;
  /** Shown above the table, and its accessible name. */
  readonly caption: string;
  readonly columns: readonly ColumnData[];
  /** By row: class names, such as the winner's. */
  readonly classes: readonly string[];
  /** By row: the id of the configuration that it is about; null where it is about none. */
  readonly configurations: readonly (string | null)[];
  /** Heading of the column by whose values rows can be chosen; null for none. */
  readonly choice: string | null;
  /** What several rows would say in the same words, stated once above them: rows have its number. */
  readonly notes: readonly TableNote[];
  /** What rows open to: the raw record of a run, or what a configuration is; null if they do not open. */
  readonly opens: "record" | "configuration" | null;
}

export interface TableNote {
  readonly text: string;
  readonly rows: number;
}

export interface ColumnData {
  readonly title: string;
  /** Whether it is shown only if a reader asks for it. */
  readonly isMore: boolean;
  readonly help: string;
  readonly kind: "text" | "number";
  /** By row. */
  readonly texts: readonly string[];
  /** By row; empty if no row has small print. */
  readonly details: readonly string[];
  /** By row, what the pointer shows; empty if no row has any. */
  readonly titles: readonly string[];
  /** By row; null sorts last in both directions. */
  readonly sorts: readonly (number | string | null)[];
  /** Rows whose value was not measured, ascending. */
  readonly missing: readonly number[];
  /** Rows whose value is a reason for doubt, ascending. */
  readonly cautions: readonly number[];
}

export interface DataSource<Row> {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowClass(row: Row): string;
  /** The id of the configuration that a row is about; null if left out. */
  configurationOf?(row: Row): string | null;
  readonly choice?: string;
  readonly notes?: readonly TableNote[];
  readonly opens?: TableData["opens"];
}

/** Columns that say nothing of these rows are left out. */
export function tableData<Row>(source: DataSource<Row>): TableData {
  const { id, caption, columns, rows, rowClass, configurationOf, choice = null, notes = [], opens = null } = source;
  return {
    id,
    caption,
    columns: columns.filter(({ isNeeded }) => isNeeded === undefined || isNeeded(rows)).map((one) => dataOf(one, rows)),
    classes: rows.map(rowClass),
    configurations: rows.map((row) => configurationOf?.(row) ?? null),
    choice,
    notes,
    opens,
  };
}

/** Digits that tell values apart; all others would be most of a large table's bytes. */
const SORT_DIGITS = 7;

function dataOf<Row>({ title, help, kind, isMore = false, read }: Column<Row>, rows: readonly Row[]): ColumnData {
  const [texts, details, titles]: [string[], string[], string[]] = [[], [], []];
  const sorts: TableCell["sort"][] = [];
  const [missing, cautions]: [number[], number[]] = [[], []];
  for (const [place, row] of rows.entries()) {
    const { text, detail = "", title: own = "", sort, isMissing, isCaution } = read(row);
    texts.push(text);
    details.push(detail);
    titles.push(own);
    sorts.push(typeof sort === "number" ? roundedTo(sort, SORT_DIGITS) : sort);
    if (isMissing) missing.push(place);
    if (isCaution) cautions.push(place);
  }
  const [shownDetails, shownTitles] = [unlessEmpty(details), unlessEmpty(titles)];
  return { title, isMore, help, kind, texts, details: shownDetails, titles: shownTitles, sorts, missing, cautions };
}

function unlessEmpty(texts: readonly string[]): readonly string[] {
  return texts.every((text) => text === "") ? [] : texts;
}

/** What a cell says, and how. */
export interface CellTexts {
  readonly text: string;
  /** What the pointer shows; empty for nothing. */
  readonly meaning: string;
  /** Small print; empty for none. */
  readonly detail: string;
  readonly sort: number | string;
  readonly classes: string;
}

/** A function that gives what a column says in a row. */
export function cellTexts(
  { kind, texts, details, titles, sorts, missing, cautions }: ColumnData,
  language: Language,
): (row: number) => CellTexts {
  const [notMeasured, doubtful] = [new Set(missing), new Set(cautions)];
  return (row) => ({
    text: texts[row] ?? "",
    meaning: notMeasured.has(row) ? tableWords[language].notMeasured : (titles[row] ?? ""),
    detail: details[row] ?? "",
    sort: sorts[row] ?? "",
    classes: doubtful.has(row) ? `${kind} caution` : kind,
  });
}
