import { fewDigits } from "../few-digits.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import type { Column, TableCell, WrittenColumn } from "./column.ts";
import { type KnownQuantities, type Quantities, quantitiesOf, quantityCell } from "./quantities.ts";

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

/** A column of texts, or one of quantities, which are written where they are shown. */
export type ColumnData = WrittenData | QuantityData;

interface HeadData {
  readonly title: string;
  /** Whether it is shown only if a reader asks for it. */
  readonly isMore: boolean;
  /** Whether it is shown where few columns have room, too. */
  readonly isMain: boolean;
  readonly help: string;
}

export interface WrittenData extends HeadData {
  readonly kind: "text" | "number";
  /** By row. */
  readonly texts: readonly string[];
  /** By row; empty if no row has small print. */
  readonly details: readonly string[];
  /** By row, what the pointer shows; empty if no row has any. */
  readonly titles: readonly string[];
  /** By row; null sorts last in both directions. */
  readonly sorts: readonly SortValue[];
  /** Rows whose value was not measured, ascending. */
  readonly missing: readonly number[];
  /** Rows whose value is a reason for doubt, ascending. */
  readonly cautions: readonly number[];
}

export interface QuantityData extends HeadData, Quantities {
  readonly kind: "number";
}

export type SortValue = TableCell["sort"];

export function isWritten(column: ColumnData): column is WrittenData {
  return "texts" in column;
}

/** By row, what a column's rows are ordered by. */
export function sortsOf(column: ColumnData): readonly SortValue[] {
  return isWritten(column) ? column.sorts : column.middles;
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
  /** Of the same rows in another language. */
  readonly known?: KnownQuantities | undefined;
}

/** Columns that say nothing of these rows are left out. */
export function tableData<Row>(source: DataSource<Row>): TableData {
  const {
    id,
    caption,
    columns,
    rows,
    rowClass,
    configurationOf,
    choice = null,
    notes = [],
    opens = null,
    known,
  } = source;
  return {
    id,
    caption,
    columns: columns
      .filter(({ isNeeded }) => isNeeded === undefined || isNeeded(rows))
      .map((one) => dataOf(one, rows, known)),
    classes: rows.map(rowClass),
    configurations: rows.map((row) => configurationOf?.(row) ?? null),
    choice,
    notes,
    opens,
  };
}

function dataOf<Row>(column: Column<Row>, rows: readonly Row[], known: KnownQuantities | undefined): ColumnData {
  const { title, help, isMore = false, isMain = false } = column;
  const head = { title, isMore, isMain, help };
  return "read" in column
    ? { ...head, kind: column.kind, ...writtenCells(column, rows) }
    : { ...head, kind: column.kind, ...quantitiesOf(column, rows, known) };
}

type WrittenCells = Omit<WrittenData, keyof HeadData | "kind">;

function writtenCells<Row>({ read }: WrittenColumn<Row>, rows: readonly Row[]): WrittenCells {
  const [texts, details, titles]: [string[], string[], string[]] = [[], [], []];
  const sorts: SortValue[] = [];
  const [missing, cautions]: [number[], number[]] = [[], []];
  const short = fewDigits(rows.length);
  for (const [place, row] of rows.entries()) {
    const { text, detail = "", title = "", sort, isMissing, isCaution } = read(row);
    texts.push(text);
    details.push(detail);
    titles.push(title);
    sorts.push(typeof sort === "number" ? short(sort) : sort);
    if (isMissing) missing.push(place);
    if (isCaution) cautions.push(place);
  }
  return { texts, details: unlessEmpty(details), titles: unlessEmpty(titles), sorts, missing, cautions };
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
export function cellTexts(column: ColumnData, language: Language): (row: number) => CellTexts {
  return isWritten(column) ? writtenTexts(column, language) : quantityTexts(column, language);
}

function writtenTexts(
  { kind, texts, details, titles, sorts, missing, cautions }: WrittenData,
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

function quantityTexts(column: QuantityData, language: Language): (row: number) => CellTexts {
  return (row) => {
    const { text, detail = "", title = "", sort, isMissing } = quantityCell(column, row, language);
    const meaning = isMissing ? tableWords[language].notMeasured : title;
    return { text, meaning, detail, sort: sort ?? "", classes: column.kind };
  };
}
