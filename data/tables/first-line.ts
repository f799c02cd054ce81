import { formatCount } from "../../harness/base/counts.ts";
import type { CsvRecord } from "./csv-records.ts";
import { shown } from "./shown.ts";

/** Rows that a first line is compared with, unless a cell of it stands again further below. */
const COMPARED_ROWS = 100;
/** A cell of so many words, or of so many characters where words have no spaces between, is rather a text than a name. */
const TEXT_WORDS = 5;
const TEXT_CHARACTERS = 30;

/** What makes a first line look like a row. */
interface Evidence {
  readonly column: number;
  /** What the column most likely holds. */
  readonly holds: "text" | "label";
  readonly reason: string;
}

/**
 * A sentence on a file whose first line seems to be no header but a row: a cell of it stands again below, or is a number above numbers,
 * or a long text above such texts.
 * @param records all of the file, the first line included
 * @param wanted names of the text's and the label's column, which the first line does not have
 * @returns null if nothing tells
 */
export async function headlessText(
  records: AsyncIterable<CsvRecord>,
  [text = "", label = ""]: readonly string[],
): Promise<string | null> {
  let first: CsvRecord | null = null;
  let evidence: Evidence | null = null;
  const below: (readonly string[])[] = [];
  for await (const record of records) {
    first ??= record;
    if (record === first || isSameLine(record.fields, first.fields)) continue;
    evidence = standsAgain(first.fields, record);
    if (evidence !== null) break;
    if (below.length < COMPARED_ROWS) below.push(record.fields);
  }
  // One column alone would lack a label, whatever it is called.
  if (first === null || first.fields.length < 2) return null;
  const found = evidence ?? numberAboveNumbers(first.fields, below) ?? textAboveTexts(first.fields, below);
  if (found === null) return null;
  const isTextFirst = (found.column === 0) === (found.holds === "text");
  const names = first.fields.length === 2 ? `, such as ${isTextFirst ? `${text},${label}` : `${label},${text}`}` : "";
  return (
    `the file seems to have no header: ${shown(first.fields[found.column]!)} of its first line ${found.reason}; ` +
    `put a line with the names of its ${formatCount(first.fields.length)} columns above it${names}`
  );
}

/** Files that were joined repeat their header: that is no cell that stands again. */
export function isSameLine(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, at) => cell === other[at]);
}

function standsAgain(first: readonly string[], { fields, line }: CsvRecord): Evidence | null {
  const column = first.findIndex((cell, at) => cell.trim() !== "" && fields[at] === cell);
  const reason = `stands again on line ${line}, in the same column`;
  return column === -1 ? null : { column, holds: "label", reason };
}

/** Not where all cells are numbers: pandas writes them as the header of columns without names. */
function numberAboveNumbers(first: readonly string[], below: readonly (readonly string[])[]): Evidence | null {
  if (first.every((cell) => cell.trim() === "" || isNumber(cell))) return null;
  const column = first.findIndex((cell, at) => isNumber(cell) && below.every((cells) => isNumber(cells[at] ?? "")));
  const reason = "is a number, as the cells below it are";
  return column === -1 || below.length === 0 ? null : { column, holds: "label", reason };
}

function textAboveTexts(first: readonly string[], below: readonly (readonly string[])[]): Evidence | null {
  const column = first.findIndex((cell, at) => {
    const alike = below.filter((cells) => isLongText(cells[at] ?? "")).length;
    return isLongText(cell) && alike * 2 > below.length;
  });
  const reason = "is a text, as the cells below it are";
  return column === -1 ? null : { column, holds: "text", reason };
}

function isNumber(cell: string): boolean {
  return /^\s*[-+]?\d+(\.\d+)?\s*$/.test(cell);
}

function isLongText(cell: string): boolean {
  const text = cell.trim();
  return text.length >= TEXT_CHARACTERS || text.split(/\s+/).length >= TEXT_WORDS;
}
