import { DataError } from "../harness/base/errors.ts";
import { escaped, printable } from "../harness/base/printable.ts";
import { suggestion } from "../harness/base/registry.ts";
import type { NamedFile } from "./checked-bytes.ts";
import { csvRecords } from "./csv-records.ts";

/** Names of the two columns that are read; other columns are ignored. */
export interface Columns {
  readonly text: string;
  readonly label: string;
}

export interface LabeledText {
  readonly text: string;
  readonly label: string;
  /** 1-based physical line on which the row starts. */
  readonly line: number;
}

/**
 * Streams the rows of a CSV file with a header.
 * @param onBytes receives every chunk of the file
 * @throws DataError with file and line of a malformed row, an empty text or label, or a header without the columns
 */
export async function* labeledTexts(
  file: NamedFile,
  columns: Columns,
  onBytes?: (chunk: Buffer) => void,
): AsyncGenerator<LabeledText> {
  let header: Header | null = null;
  for await (const { fields, line } of csvRecords(file, onBytes)) {
    if (header === null) {
      header = readHeader(file, columns, fields, line);
      continue;
    }
    if (fields.length !== header.width) throw widthError(file, line, fields.length, header.width);
    const text = fields[header.textAt]!;
    const label = fields[header.labelAt]!;
    if (text.trim() === "") throw emptyError(file, line, columns.text);
    if (label.trim() === "") throw emptyError(file, line, columns.label);
    yield { text, label, line };
  }
  if (header === null) {
    throw new DataError(
      `${file.shownAs}: the file is empty; it needs a header with ${shown(columns.text)} and ${shown(columns.label)}, and rows`,
    );
  }
}

interface Header {
  readonly width: number;
  readonly textAt: number;
  readonly labelAt: number;
}

function readHeader(file: NamedFile, columns: Columns, names: readonly string[], line: number): Header {
  const find = (option: keyof Columns): number => {
    const column = columns[option];
    const at = names.indexOf(column);
    const where = `${file.shownAs}:${line}`;
    if (at === -1) {
      const near = suggestion(column, names);
      throw new DataError(
        `${where}: no column ${shown(column)}${near === null ? "" : `; did you mean ${shown(near)}?`} ` +
          `(found: ${names.map(shown).join(", ")}); choose one with ${option}=COLUMN`,
      );
    }
    if (names.indexOf(column, at + 1) !== -1)
      throw new DataError(`${where}: column ${shown(column)} occurs twice; rename one of them`);
    return at;
  };
  return { width: names.length, textAt: find("text"), labelAt: find("label") };
}

function widthError(file: NamedFile, line: number, got: number, needed: number): DataError {
  const hint = got > needed ? "put texts that contain commas in quotes" : "is a field or a comma missing?";
  return new DataError(`${file.shownAs}:${line}: the row has ${got} fields, the header ${needed}; ${hint}`);
}

function emptyError(file: NamedFile, line: number, column: string): DataError {
  return new DataError(`${file.shownAs}:${line}: column ${shown(column)} is empty; fill it in or remove the row`);
}

/** A value for a message: quoted, truncated if long, with invisible characters escaped. */
export function shown(value: string): string {
  const quoted = JSON.stringify(value.length > 40 ? `${value.slice(0, 40).toWellFormed()}…` : value);
  return printable(quoted).replace(/(?! )[\p{White_Space}\p{Default_Ignorable_Code_Point}]/gu, escaped);
}
