import { createHash } from "node:crypto";
import { formatCount } from "../harness/base/counts.ts";
import { DataError } from "../harness/base/errors.ts";
import { ownString } from "../harness/base/own-string.ts";
import { suggestion } from "../harness/base/registry.ts";
import { isEmptyCell } from "./cells.ts";
import { ClassList } from "./class-list.ts";
import type { LabelRows } from "./label-faults.ts";
import { type Grouping, RowGroups } from "./row-groups.ts";
import { type Columns, columnNames } from "./table-options.ts";
import type { FaultKind, Faults } from "./tables/faults.ts";
import { shown, shownNames } from "./tables/shown.ts";
import type { Table, TableRow } from "./tables/table.ts";

/** Result of one pass over a file. */
export interface Survey {
  readonly rows: number;
  /** Rows that were left out since a cell is empty. */
  readonly emptyRows: number;
  /** Of all texts, in UTF-8. */
  readonly textBytes: number;
  /** In order of first appearance. */
  readonly rowsOfLabel: ReadonlyMap<string, LabelRows>;
  /** By row: its label's place in `rowsOfLabel`; that of a test file with more labels than 16 bits count, which is refused, says nothing. */
  readonly labelOfRow: Uint16Array;
  readonly groups: RowGroups | null;
  readonly sha256: string;
}

export interface SurveyOptions {
  readonly columns: Columns;
  readonly skipEmpty: boolean;
  /** Null if rows are independent. */
  readonly grouping: Grouping | null;
  /** The file of training rows, where the table holds test rows; null for training rows. */
  readonly testOf: string | null;
}

/** With more classes than this, the label column is most likely the wrong one, or contains row ids. */
const MAX_LABELS = 10_000;

/**
 * Reads a table once and notes all that is wrong with its rows.
 * @returns null if it could not be read to its end
 */
export async function survey(table: Table, options: SurveyOptions, faults: Faults): Promise<Survey | null> {
  try {
    if (!(await hasColumns(table, options, faults))) return null;
    return await readRows(table, options, faults);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    faults.take(error);
    return null;
  }
}

async function readRows(table: Table, options: SurveyOptions, faults: Faults): Promise<Survey | null> {
  const { columns, skipEmpty, grouping, testOf } = options;
  const names = columnNames(columns);
  const emptyKinds = names.map((name) => emptyKind(`${table.columnNoun} "${name}"`));
  const hash = createHash("sha256");
  const labels = new Map<string, CountedLabel>();
  const labelOfRow = new ClassList();
  const groups = grouping === null ? null : new RowGroups(grouping);
  let emptyRows = 0;
  let textBytes = 0;
  const take = ({ cells, row }: TableRow): void => {
    if (cells.some(isEmptyCell)) {
      emptyRows += 1;
      for (const [at, kind] of emptyKinds.entries()) if (isEmptyCell(cells[at]!) && !skipEmpty) faults.add(kind, row);
      return;
    }
    const [text = "", label = "", group = ""] = cells;
    let known = labels.get(label);
    if (known === undefined) {
      known = { rows: 0, first: row, place: labels.size };
      labels.set(ownString(label), known);
    }
    known.rows += 1;
    labelOfRow.push(known.place);
    textBytes += Buffer.byteLength(text);
    groups?.add({ text, group });
  };
  for await (const rows of table.rows(names, faults, (chunk) => hash.update(chunk))) {
    for (const row of rows) {
      take(row);
      if (testOf !== null || labels.size <= MAX_LABELS) continue;
      faults.say(
        row.row,
        `${table.columnNoun} "${columns.label}" has more than ${formatCount(MAX_LABELS)} classes, which is the limit; is it the label? Choose one with label=COLUMN`,
      );
      return null;
    }
  }
  if (testOf !== null && labelOfRow.length === 0 && faults.countOf(emptyKinds[1]!) > 0) {
    faults.drop(emptyKinds[1]!);
    faults.say(null, `${table.columnNoun} "${columns.label}" is empty in all rows: ${noTestLabels(testOf)}`);
  }
  if (labelOfRow.length === 0 && faults.lines().length === 0) faults.say(null, noRows(table, emptyRows));
  return {
    rows: labelOfRow.length,
    emptyRows: skipEmpty ? emptyRows : 0,
    textBytes,
    rowsOfLabel: labels,
    labelOfRow: labelOfRow.finish(),
    groups,
    sha256: hash.digest("hex"),
  };
}

interface CountedLabel extends LabelRows {
  rows: number;
  /** Place among the labels in order of first appearance. */
  readonly place: number;
}

function emptyKind(column: string): FaultKind {
  return {
    one: () => `${column} is empty`,
    several: (count) => `${column} is empty in ${count} rows`,
    wayOut: "fill it in, or leave out rows with an empty cell by empty=skip",
  };
}

function noRows({ headerLine }: Table, emptyRows: number): string {
  if (emptyRows > 0) return `all ${formatCount(emptyRows)} rows have an empty cell, so that empty=skip leaves none`;
  return headerLine === null ? "the file has no rows" : "the file has a header but no rows; add rows below the header";
}

/** A header without the columns is the first thing to mend: nothing below it is read. */
async function hasColumns(table: Table, { columns, testOf }: SurveyOptions, faults: Faults): Promise<boolean> {
  const { columns: found, headerLine, columnNoun } = table;
  const names = columnNames(columns);
  if (found.length === 0) {
    const needed = names.map((name) => `"${name}"`).join(" and ");
    faults.say(null, `the file is empty; it needs ${headerOf(table, needed)}, and rows`);
    return false;
  }
  for (const name of names) {
    if (found.indexOf(name) === found.lastIndexOf(name)) continue;
    faults.say(headerLine, `${columnNoun} "${name}" occurs twice; rename one of them`);
    return false;
  }
  const missing = (["text", "label", "group"] as const).flatMap((option) => {
    const column = columns[option];
    return column === null || found.includes(column) ? [] : [{ option, column }];
  });
  if (missing.length === 0) return true;
  if (await isUndecoded(table, faults)) return false;
  const listed = `(found: ${shownNames(found)})`;
  const [first] = missing;
  const isLabelAlone = missing.length === 1 && first!.option === "label" && suggestion(columns.label, found) === null;
  if (testOf !== null && isLabelAlone) {
    faults.say(headerLine, `no ${columnNoun} "${columns.label}" ${listed}: ${noTestLabels(testOf)}`);
    return false;
  }
  const near = missing.map(({ column }) => suggestion(column, found));
  const headless = missing.length === names.length && near.includes(null) ? await table.headless?.() : null;
  if (headless != null) {
    faults.say(headerLine, `${headless}; if it is a header, choose its columns with text=COLUMN and label=COLUMN`);
    return false;
  }
  const texts = missing.map(({ column }, at) => {
    const one = near[at]!;
    return `no ${columnNoun} "${column}"${one === null ? "" : `; did you mean ${shown(one)}?`}`;
  });
  const choices = missing.map(({ option }) => `${option}=${columnNoun.toUpperCase()}`).join(" and ");
  faults.say(
    headerLine,
    `${texts.join("; ")} ${listed}; choose ${missing.length === 1 ? "one" : "them"} with ${choices}`,
  );
  return false;
}

/** In a header that is decoded wrongly, columns are missed that are there: what is wrong with the encoding must come first. */
async function isUndecoded(table: Table, faults: Faults): Promise<boolean> {
  if (!table.columns.some((name) => name.includes("\ufffd"))) return false;
  for await (const _rows of table.rows([], faults)) {
    // Reading to the end tells all of it.
  }
  return faults.lines().length > 0;
}

function headerOf({ noun, columnNoun }: Table, needed: string): string {
  return noun === "line" && columnNoun === "column" ? `a header with ${needed}` : `the ${columnNoun}s ${needed}`;
}

function noTestLabels(trainedIn: string): string {
  return `without labels, test rows cannot tell whether an answer is right; name a file that has them, or leave out test=, so that rows of ${trainedIn} are held back`;
}
