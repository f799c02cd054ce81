import { StringDecoder } from "node:string_decoder";
import { flattened } from "../../harness/base/batches.ts";
import { DataError } from "../../harness/base/errors.ts";
import { isObject } from "../../harness/base/is-object.ts";
import { beginningOf, linesOf } from "./beginning.ts";
import { type CellValue, cellText } from "./cell-text.ts";
import { type FaultKind, Faults } from "./faults.ts";
import type { NamedFile } from "./file-bytes.ts";
import { otherJsonText } from "./json-forms.ts";
import type { Table, TableOptions, TableRow } from "./table.ts";
import { type TextFile, utf8Text } from "./utf8-text.ts";

type JsonObject = Readonly<Record<string, CellValue>>;

const NOT_AN_OBJECT: FaultKind = {
  one: (reason) => `the line is not a JSON object${reason === "" ? "" : `: ${reason}`}`,
  several: (count) => `${count} lines are not JSON objects`,
  wayOut: 'each line must be an object such as {"text": "…", "label": "…"}',
};

/** Opens a file with a JSON object on each line. Its columns are the keys of the objects down to where it has all that are wanted. */
export async function openJsonLinesTable(named: NamedFile, { encoding, wanted }: TableOptions): Promise<Table> {
  const { sample, reading } = await beginningOf({ ...named, encoding });
  const otherJson = otherJsonText(named.shownAs, sample);
  if (otherJson !== null) throw new DataError(`${named.shownAs}: ${otherJson}`);
  // A text in JSON has no line ends of its own, so these are the file's.
  const { lineEnd } = linesOf(sample, true);
  const file: LinesFile = { ...named, encoding, lineEnd };
  return {
    noun: "line",
    columnNoun: "field",
    columns: await keysOf(file, wanted),
    headerLine: null,
    reading: { name: named.shownAs, ...reading },
    rows: (columns, faults, onBytes) => jsonRows(file, columns, faults, onBytes),
  };
}

interface LinesFile extends TextFile {
  readonly lineEnd: "\n" | "\r";
}

/** @throws DataError if no line is an object, though there are lines */
async function keysOf(file: LinesFile, wanted: readonly string[]): Promise<string[]> {
  const keys = new Set<string>();
  let notAnObject: DataError | null = null;
  for await (const { object, row } of flattened(jsonObjects(file, new Faults(file.shownAs, "line")))) {
    if (typeof object === "string") {
      notAnObject ??= new DataError(
        `${file.shownAs}:${row}: ${NOT_AN_OBJECT.one(object)}; ${NOT_AN_OBJECT.wayOut}; if this is a CSV file, write csv:${file.shownAs}`,
      );
      continue;
    }
    for (const key of Object.keys(object)) keys.add(key);
    if (wanted.every((key) => keys.has(key))) break;
  }
  if (keys.size === 0 && notAnObject !== null) throw notAnObject;
  return [...keys];
}

/** @returns why it is none, if it is no object */
function parsedObject(line: string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? (value as JsonObject) : "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function* jsonRows(
  file: LinesFile,
  columns: readonly string[],
  faults: Faults,
  onBytes?: (chunk: Buffer) => void,
): AsyncGenerator<readonly TableRow[]> {
  const cells = columns.map((column) => cellText(`field ${JSON.stringify(column)}`));
  for await (const objects of jsonObjects(file, faults, onBytes)) {
    const rows: TableRow[] = [];
    for (const { object, row } of objects) {
      if (typeof object === "string") {
        faults.add(NOT_AN_OBJECT, row, object);
        continue;
      }
      const texts = columns.map((column, at) => cells[at]!(object[column], row, faults));
      if (texts.every((cell) => cell !== null)) rows.push({ cells: texts, row });
    }
    yield rows;
  }
}

interface ObjectLine {
  /** Why it is none, if it is no object. */
  readonly object: JsonObject | string;
  readonly row: number;
}

/** The object of each line that is not blank, in batches. */
async function* jsonObjects(
  file: LinesFile,
  faults: Faults,
  onBytes: (chunk: Buffer) => void = () => {},
): AsyncGenerator<Iterable<ObjectLine>> {
  let row = 0;
  const objects = function* (lines: readonly string[]): Generator<ObjectLine> {
    for (const line of lines) {
      row += 1;
      const text = row === 1 ? line.replace(/^\uFEFF/, "") : line;
      if (text.trim() !== "") yield { object: parsedObject(text), row };
    }
  };
  for await (const lines of textLines(file, faults, onBytes)) yield objects(lines);
}

const MAX_LINE_CHARACTERS = 8 * 2 ** 20;

/** Node's readline also breaks at U+2028, which JSON allows within a string. */
async function* textLines(
  file: LinesFile,
  faults: Faults,
  onBytes: (chunk: Buffer) => void,
): AsyncGenerator<readonly string[]> {
  const decoder = new StringDecoder("utf8");
  let waiting = "";
  for await (const chunk of utf8Text(file, faults)) {
    onBytes(chunk);
    const lines = (waiting + decoder.write(chunk)).split(file.lineEnd);
    waiting = lines.pop()!;
    yield lines;
    if (waiting.length > MAX_LINE_CHARACTERS) {
      throw new DataError(`${file.shownAs}: a line of more than 8 MiB; is there one JSON object on each line?`);
    }
  }
  yield [waiting];
}
