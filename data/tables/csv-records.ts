import { CsvError, parse } from "csv-parse";
import { DataError } from "../../harness/base/errors.ts";
import type { FaultKind, Faults } from "./faults.ts";
import { separatorText } from "./separators.ts";
import { positionAt } from "./text-position.ts";

/** How a CSV file is written. */
export interface CsvShape {
  readonly separator: string;
  /** Carriage returns alone are those of old Macintosh programs. */
  readonly lineEnd: "\n" | "\r";
  readonly literalQuotes: boolean;
  /** Whether the first record is Excel's line that states the separator: "sep=;". */
  readonly statesSeparator: boolean;
}

export interface CsvRecord {
  readonly fields: readonly string[];
  /** 1-based physical line on which the record starts. */
  readonly line: number;
}

/** Longer records are refused: a quote that is never closed would otherwise load the rest of the file into memory. */
const MAX_RECORD_BYTES = 8 * 2 ** 20;
const LINE_ENDS = { "\n": ["\r\r\n", "\r\n", "\n"], "\r": ["\r"] } as const;

/**
 * Streams the records of an RFC 4180 file, with or without a byte order mark. Blank lines are skipped, as is a first line that states the separator, and a quote inside
 * an unquoted field is a character like any other. All records before an error come first.
 * @param text opens the file's content as UTF-8; it is opened again to find the position of an error
 * @throws DataError with the position of a quote that is never closed, or of a record that is too long
 */
export async function* csvRecords(
  text: () => AsyncIterable<Buffer>,
  shape: CsvShape,
  faults: Faults,
): AsyncGenerator<CsvRecord> {
  const waiting: ReadRecord[] = [];
  const parser = parse({
    bom: true,
    delimiter: shape.separator,
    record_delimiter: [...LINE_ENDS[shape.lineEnd]],
    ...(shape.literalQuotes ? { quote: false as const } : { relax_quotes: true, raw: true }),
    relax_column_count: true, // the caller, who knows the header, checks the number of fields
    max_record_size: MAX_RECORD_BYTES,
    on_record: (record: ReadRecord) => {
      waiting.push(record);
      return null;
    },
  });
  // The callback of a write has the error first; what is left is an event, and nothing to read.
  parser.on("error", () => {});
  parser.resume();
  const isCutWell = wellQuoted(shape.separator);
  const looseQuote = looseQuoteKind(shape.separator);
  let line = 1;
  let isStatement = shape.statesSeparator;
  const records = function* (): Generator<CsvRecord> {
    for (const record of waiting.splice(0)) {
      const fields = Array.isArray(record) ? record : record.record;
      const isLoose = !Array.isArray(record) && fields.some((field) => field.startsWith('"')) && !isCutWell(record.raw);
      if (isLoose) faults.add(looseQuote, line);
      else if (!isBlank(fields)) {
        if (!isStatement) yield { fields, line };
        isStatement = false;
      }
      // csv-parse counts a CRLF inside quotes as two lines, so count the record's line ends instead.
      line += 1 + fields.reduce((sum, field) => sum + occurrences(field, shape.lineEnd), 0);
    }
  };
  for await (const chunk of text()) {
    const error = await settled((done) => parser.write(chunk, done));
    yield* records();
    if (error !== null) throw await quoteError(faults.file, text, shape, error);
  }
  const error = await settled((done) => parser.end(done));
  yield* records();
  if (error !== null) throw await quoteError(faults.file, text, shape, error);
}

type ReadRecord = string[] | { readonly record: string[]; readonly raw: string };

/** Waits until the parser has taken a chunk, or the end. @returns its error, if it has one */
async function settled(start: (done: (error?: Error | null) => void) => void): Promise<CsvError | null> {
  const error = await new Promise<Error | null>((resolve) => start((reason) => resolve(reason ?? null)));
  if (error === null || error instanceof CsvError) return error;
  throw error;
}

function isBlank(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0]?.trim() === "";
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}

/** Whether each field of a record that begins with a quote ends with one, and has only doubled ones between. */
function wellQuoted(separator: string): (raw: string) => boolean {
  const mark = `\\u${separator.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const field = new RegExp(`(?:"(?:[^"]|"")*"|(?!")[^${mark}]*)(${mark}|$)`, "y");
  return (raw) => {
    const record = raw.replace(/[\r\n]+$/, "");
    field.lastIndex = 0;
    for (;;) {
      const match = field.exec(record);
      if (match === null) return false;
      if (match[1] === "") return true;
    }
  };
}

function looseQuoteKind(separator: string): FaultKind {
  const rule = `close it before the ${separatorText(separator)}, and write "" for a quote inside; if quotes mean nothing in this file, quotes=literal reads them as they are`;
  return {
    one: () => "a quote that opens a field is closed in the middle of it",
    several: (count) => `in ${count} rows, a quote that opens a field is closed in the middle of it`,
    wayOut: rule,
  };
}

const LITERAL = "if quotes mean nothing in this file, quotes=literal reads them as they are";
const TOO_LONG = `a record of more than ${MAX_RECORD_BYTES / 2 ** 20} MiB`;

async function quoteError(
  file: string,
  text: () => AsyncIterable<Buffer>,
  { lineEnd, literalQuotes }: CsvShape,
  error: CsvError,
): Promise<DataError> {
  const start = fieldStart(error);
  const { line, column } = await positionAt(text(), start, lineEnd);
  const reason =
    error.code !== "CSV_MAX_RECORD_SIZE"
      ? `the quote that opens here is never closed; close it, or remove it; ${LITERAL}`
      : !literalQuotes && (await beginsWithQuote(text(), start))
        ? `${TOO_LONG}; most likely the quote that opens here is never closed; ${LITERAL}`
        : `${TOO_LONG}, the limit; is a line end missing? If not, split the text into shorter ones`;
  return new DataError(`${file}:${line}:${column}: ${reason}; the rows below were not read`, { cause: error });
}

/** Whether there is a quote at the offset, or after a byte order mark there. */
async function beginsWithQuote(text: AsyncIterable<Buffer>, offset: number): Promise<boolean> {
  const MARK_AND_QUOTE_BYTES = 4;
  let start = offset;
  let bytes = Buffer.alloc(0);
  for await (const chunk of text) {
    bytes = Buffer.concat([bytes, chunk.subarray(start, start + MARK_AND_QUOTE_BYTES)]);
    if (bytes.length >= MARK_AND_QUOTE_BYTES) break;
    start = Math.max(0, start - chunk.length);
  }
  return /^\uFEFF?"/.test(bytes.toString());
}

/**
 * Offset of the field in which csv-parse gave up. Its `bytes` is the end of the previous record or, within a record, the
 * previous separator; `column` counts the record's fields so far.
 */
function fieldStart(error: CsvError): number {
  const { bytes, column } = error;
  return Number(bytes) + (Number(column) > 0 ? 1 : 0);
}
