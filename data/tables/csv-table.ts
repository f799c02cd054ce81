import { flattened } from "../../harness/base/batches.ts";
import { plural } from "../../harness/base/counts.ts";
import { DataError } from "../../harness/base/errors.ts";
import { forShell } from "../../harness/base/shell.ts";
import { beginningOf, linesOf } from "./beginning.ts";
import { csvRecords } from "./csv-records.ts";
import type { CsvRecord, CsvShape } from "./csv-shape.ts";
import { type FaultKind, Faults } from "./faults.ts";
import type { NamedFile } from "./file-bytes.ts";
import { headlessText, isSameLine } from "./first-line.ts";
import { otherJsonText } from "./json-forms.ts";
import { recognizeSeparator, separatorText, statedSeparator } from "./separators.ts";
import type { Table, TableOptions, TableRow } from "./table.ts";
import { type TextFile, utf8Text } from "./utf8-text.ts";

/** Opens a CSV file with a header, whose separator and line ends are recognized from its first lines. */
export async function openCsvTable(named: NamedFile, options: TableOptions): Promise<Table> {
  const file: TextFile = { ...named, encoding: options.encoding };
  const { sample, reading } = await beginningOf(file);
  const { lines, lineEnd } = linesOf(sample, options.literalQuotes);
  const stated = statedSeparator(lines[0] ?? "");
  const separator = options.separator ?? stated ?? recognizeSeparator(lines, options.wanted);
  const { literalQuotes } = options;
  const shape: CsvShape = { separator, lineEnd, literalQuotes, statesSeparator: stated !== null };
  const header = await firstRecord(file, shape);
  if (isJson(sample) && !options.wanted.some((column) => header?.fields.includes(column))) {
    throw new DataError(
      `${named.shownAs}: ${otherJsonText(named.shownAs, sample) ?? `this is a file of JSON objects; write jsonl:${named.shownAs}`}`,
    );
  }
  if (header !== null && lines[stated === null ? 0 : 1]?.includes("\r")) {
    const name = forShell(named.shownAs);
    throw new DataError(
      `${named.shownAs}:${header.line}: ends with a carriage return alone, while other lines end with a line feed; end all of them alike: tr '\\r' '\\n' < ${name} > ${forShell(`${named.shownAs}.lines`)}`,
    );
  }
  return {
    noun: "line",
    columnNoun: "column",
    columns: header?.fields ?? [],
    headerLine: header?.line ?? null,
    reading: {
      name: named.shownAs,
      ...(separator === "," ? {} : { separator: separatorText(separator) }),
      ...reading,
    },
    rows: (columns, faults, onBytes) => csvRows(file, shape, columns, faults, onBytes),
    headless: () => headless(file, shape, options.wanted),
  };
}

function records(
  file: TextFile,
  shape: CsvShape,
  faults: Faults,
  onBytes: (chunk: Buffer) => void = () => {},
): AsyncGenerator<readonly CsvRecord[]> {
  let isFirstReading = true;
  const text = async function* () {
    // Opened again, it is read for the position of an error alone.
    const [found, receive] = isFirstReading ? [faults, onBytes] : [new Faults(file.shownAs, "line"), () => {}];
    isFirstReading = false;
    for await (const chunk of utf8Text(file, found)) {
      receive(chunk);
      yield chunk;
    }
  };
  return csvRecords(text, shape, faults);
}

async function firstRecord(file: TextFile, shape: CsvShape): Promise<CsvRecord | null> {
  for await (const [record] of records(file, shape, new Faults(file.shownAs, "line"))) return record ?? null;
  return null;
}

async function* csvRows(
  file: TextFile,
  shape: CsvShape,
  columns: readonly string[],
  faults: Faults,
  onBytes?: (chunk: Buffer) => void,
): AsyncGenerator<readonly TableRow[]> {
  let takeRow: ((record: CsvRecord, rows: TableRow[]) => void) | null = null;
  for await (const batch of records(file, shape, faults, onBytes)) {
    const rows: TableRow[] = [];
    for (const record of batch) {
      if (takeRow === null) takeRow = rowTaker(record.fields, columns, shape, faults);
      else takeRow(record, rows);
    }
    if (rows.length > 0) yield rows;
  }
}

/** What adds the wanted cells of a record to rows, unless it is a fault. */
function rowTaker(
  header: readonly string[],
  columns: readonly string[],
  { separator }: CsvShape,
  faults: Faults,
): (record: CsvRecord, rows: TableRow[]) => void {
  const positions = columns.map((column) => header.indexOf(column));
  const otherWidth = otherWidthKind(header.length, separator);
  return ({ fields, line }, rows) => {
    if (fields.length !== header.length) faults.add(otherWidth, line, plural(fields.length, "field"));
    else if (isSameLine(fields, header)) faults.add(HEADER_AGAIN, line);
    else rows.push({ cells: positions.map((at) => fields[at]!), row: line });
  };
}

const HEADER_AGAIN: FaultKind = {
  one: () => "the header stands again",
  several: (count) => `the header stands again in ${count} rows`,
  wayOut: "remove it there: it came along when files were joined",
};

function otherWidthKind(width: number, separator: string): FaultKind {
  const name = separatorText(separator);
  return {
    one: (fields) => `the row has ${fields}, the header ${width}`,
    several: (count) => `${count} rows have another number of fields than the header's ${width}`,
    wayOut: `put texts that contain a ${name} in quotes, and see whether a field, a quote or a ${name} is missing`,
  };
}

/** What is wrong below the first line is not asked. */
async function headless(file: TextFile, shape: CsvShape, wanted: readonly string[]): Promise<string | null> {
  return headlessText(readableRecords(file, shape), wanted);
}

/** All records before the first that cannot be read. */
async function* readableRecords(file: TextFile, shape: CsvShape): AsyncGenerator<CsvRecord> {
  try {
    yield* flattened(records(file, shape, new Faults(file.shownAs, "line")));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
  }
}

function isJson(sample: string): boolean {
  return /^\s*(\{|\[\s*[[{\]])/.test(sample);
}
