import { StringDecoder } from "node:string_decoder";
import { DataError } from "../../harness/base/errors.ts";
import { beginningOf } from "./beginning.ts";
import { type CellValue, cellText } from "./cell-text.ts";
import type { FaultKind, Faults } from "./faults.ts";
import type { NamedFile } from "./file-bytes.ts";
import type { Table, TableOptions, TableRow } from "./table.ts";
import { type TextFile, utf8Text } from "./utf8-text.ts";

type JsonObject = Readonly<Record<string, CellValue>>;

const NOT_AN_OBJECT: FaultKind = {
  one: (reason) => `the line is not a JSON object${reason === "" ? "" : `: ${reason}`}`,
  several: (count) => `${count} lines are not JSON objects`,
  wayOut: 'each line must be an object such as {"text": "…", "label": "…"}',
};

/** Opens a file with a JSON object on each line. Its columns are the keys of the first objects. */
export async function openJsonLinesTable(named: NamedFile, { encoding }: TableOptions): Promise<Table> {
  const file: TextFile = { ...named, encoding };
  const { sample, isWhole, reading } = await beginningOf(file);
  if (sample.trimStart().startsWith("[")) {
    throw new DataError(
      `${named.shownAs}: this is a JSON array; write one object per line: jq -c '.[]' ${named.shownAs} > ${named.shownAs}l`,
    );
  }
  const lines = sample.split("\n");
  const objects = (isWhole || lines.length === 1 ? lines : lines.slice(0, -1)).map(parsedObject);
  return {
    noun: "line",
    columnNoun: "field",
    columns: [...new Set(objects.flatMap((object) => (typeof object === "string" ? [] : Object.keys(object))))],
    headerLine: null,
    reading: { name: named.shownAs, ...reading },
    rows: (columns, faults, onBytes) => jsonRows(file, columns, faults, onBytes),
  };
}

/** @returns why it is none, if it is no object */
function parsedObject(line: string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function* jsonRows(
  file: TextFile,
  columns: readonly string[],
  faults: Faults,
  onBytes: (chunk: Buffer) => void = () => {},
): AsyncGenerator<TableRow> {
  const cells = columns.map((column) => cellText(`field ${JSON.stringify(column)}`));
  let row = 0;
  for await (const line of textLines(file, faults, onBytes)) {
    row += 1;
    const text = row === 1 ? line.replace(/^\uFEFF/, "") : line;
    if (text.trim() === "") continue;
    const object = parsedObject(text);
    if (typeof object === "string") {
      faults.add(NOT_AN_OBJECT, row, object);
      continue;
    }
    const texts = columns.map((column, at) => cells[at]!(object[column], row, faults));
    if (texts.every((cell) => cell !== null)) yield { cells: texts, row };
  }
}

const MAX_LINE_CHARACTERS = 8 * 2 ** 20;

/** Node's readline also breaks at U+2028, which JSON allows within a string. */
async function* textLines(file: TextFile, faults: Faults, onBytes: (chunk: Buffer) => void): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let waiting = "";
  for await (const chunk of utf8Text(file, faults)) {
    onBytes(chunk);
    const lines = (waiting + decoder.write(chunk)).split("\n");
    waiting = lines.pop()!;
    yield* lines;
    if (waiting.length > MAX_LINE_CHARACTERS) {
      throw new DataError(`${file.shownAs}: a line of more than 8 MiB; is there one JSON object on each line?`);
    }
  }
  yield waiting;
}
