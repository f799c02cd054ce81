import { plural } from "../../harness/base/counts.ts";
import { DataError } from "../../harness/base/errors.ts";
import { beginningOf, linesOf } from "./beginning.ts";
import { type CsvRecord, type CsvShape, csvRecords } from "./csv-records.ts";
import { type FaultKind, Faults } from "./faults.ts";
import type { NamedFile } from "./file-bytes.ts";
import { recognizeSeparator, separatorText } from "./separators.ts";
import type { Table, TableOptions, TableRow } from "./table.ts";
import { type TextFile, utf8Text } from "./utf8-text.ts";

/** Opens a CSV file with a header, whose separator and line ends are recognized from its first lines. */
export async function openCsvTable(named: NamedFile, options: TableOptions): Promise<Table> {
  const file: TextFile = { ...named, encoding: options.encoding };
  const { sample, reading } = await beginningOf(file);
  const { lines, lineEnd } = linesOf(sample, options.literalQuotes);
  const separator = options.separator ?? recognizeSeparator(lines, options.wanted);
  const shape: CsvShape = { separator, lineEnd, literalQuotes: options.literalQuotes };
  const header = await firstRecord(file, shape);
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
    repeatedHeader: () => repeatedHeader(file, shape),
  };
}

function records(
  file: TextFile,
  shape: CsvShape,
  faults: Faults,
  onBytes: (chunk: Buffer) => void = () => {},
): AsyncGenerator<CsvRecord> {
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
  for await (const record of records(file, shape, new Faults(file.shownAs, "line"))) return record;
  return null;
}

async function* csvRows(
  file: TextFile,
  shape: CsvShape,
  columns: readonly string[],
  faults: Faults,
  onBytes?: (chunk: Buffer) => void,
): AsyncGenerator<TableRow> {
  let width: number | null = null;
  let positions: readonly number[] = [];
  let otherWidth: FaultKind | null = null;
  for await (const { fields, line } of records(file, shape, faults, onBytes)) {
    if (width === null || otherWidth === null) {
      width = fields.length;
      positions = columns.map((column) => fields.indexOf(column));
      otherWidth = otherWidthKind(width, shape.separator);
    } else if (fields.length !== width) {
      faults.add(otherWidth, line, plural(fields.length, "field"));
    } else {
      yield { cells: positions.map((at) => fields[at]!), row: line };
    }
  }
}

function otherWidthKind(width: number, separator: string): FaultKind {
  const name = separatorText(separator);
  return {
    one: (fields) => `the row has ${fields}, the header ${width}`,
    several: (count) => `${count} rows have another number of fields than the header's ${width}`,
    wayOut: `put texts that contain a ${name} in quotes, and see whether a field, a quote or a ${name} is missing`,
  };
}

/** A label that stands again below, in the same column, is no name of a column. What is wrong below the header is not asked. */
async function repeatedHeader(file: TextFile, shape: CsvShape) {
  let header: CsvRecord | null = null;
  try {
    for await (const record of records(file, shape, new Faults(file.shownAs, "line"))) {
      if (header === null) {
        header = record;
        continue;
      }
      const column = header.fields.findIndex((cell, at) => cell.trim() !== "" && record.fields[at] === cell);
      if (column !== -1) return { column, row: record.line };
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
  }
  return null;
}
