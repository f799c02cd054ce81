import { CsvError, parse } from "csv-parse";
import { DataError } from "../../harness/base/errors.ts";
import { type CsvRecord, type CsvShape, occurrences } from "./csv-shape.ts";
import type { FaultKind, Faults } from "./faults.ts";
import { separatorText } from "./separators.ts";
import { positionAt } from "./text-position.ts";

/** Longer records are refused: a quote that is never closed would otherwise load the rest of the file into memory. */
const MAX_RECORD_BYTES = 8 * 2 ** 20;
const LINE_ENDS = { "\n": ["\r\r\n", "\r\n", "\n"], "\r": ["\r"] } as const;

/** A part of a file, from the start of a record to its end. */
export interface FileRest {
  readonly bytes: AsyncIterable<Buffer>;
  /** Of its first byte within the file's content. */
  readonly offset: number;
  /** 1-based physical line on which it starts. */
  readonly line: number;
}

/**
 * Streams the records of a part of a file by csv-parse, in batches. A record with a quote that is closed in the middle of
 * a field is a fault and left out. All records before an error come first.
 * @param text opens the file's content again, to find the position of an error
 * @throws DataError with the position of a quote that is never closed, or of a record that is too long
 */
export async function* libraryRecords(
  rest: FileRest,
  text: () => AsyncIterable<Buffer>,
  shape: CsvShape,
  faults: Faults,
): AsyncGenerator<readonly CsvRecord[]> {
  const waiting: ReadRecord[] = [];
  const parser = parse({
    bom: rest.offset === 0,
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
  let { line } = rest;
  const records = (): CsvRecord[] =>
    waiting.splice(0).flatMap((record) => {
      const fields = Array.isArray(record) ? record : record.record;
      const start = line;
      // csv-parse counts a CRLF inside quotes as two lines, so count the record's line ends instead.
      line += 1 + fields.reduce((sum, field) => sum + occurrences(field, shape.lineEnd), 0);
      const isLoose = !Array.isArray(record) && fields.some((field) => field.startsWith('"')) && !isCutWell(record.raw);
      if (isLoose) faults.add(looseQuote, start);
      return isLoose ? [] : [{ fields, line: start }];
    });
  const failure = async (error: CsvError) => {
    const start = rest.offset + fieldStart(error);
    return new DataError(`${faults.file}:${await quoteReason(text, shape, start, error)}`, { cause: error });
  };
  for await (const chunk of rest.bytes) {
    const error = await settled((done) => parser.write(chunk, done));
    yield records();
    if (error !== null) throw await failure(error);
  }
  const error = await settled((done) => parser.end(done));
  yield records();
  if (error !== null) throw await failure(error);
}

type ReadRecord = string[] | { readonly record: string[]; readonly raw: string };

/** Waits until the parser has taken a chunk, or the end. @returns its error, if it has one */
async function settled(start: (done: (error?: Error | null) => void) => void): Promise<CsvError | null> {
  const error = await new Promise<Error | null>((resolve) => start((reason) => resolve(reason ?? null)));
  if (error === null || error instanceof CsvError) return error;
  throw error;
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

/** @param start offset of the field in which csv-parse gave up */
async function quoteReason(
  text: () => AsyncIterable<Buffer>,
  { lineEnd, literalQuotes }: CsvShape,
  start: number,
  error: CsvError,
): Promise<string> {
  const { line, column } = await positionAt(text(), start, lineEnd);
  const reason =
    error.code !== "CSV_MAX_RECORD_SIZE"
      ? `the quote that opens here is never closed; close it, or remove it; ${LITERAL}`
      : !literalQuotes && (await beginsWithQuote(text(), start))
        ? `${TOO_LONG}; most likely the quote that opens here is never closed; ${LITERAL}`
        : `${TOO_LONG}, the limit; is a line end missing? If not, split the text into shorter ones`;
  return `${line}:${column}: ${reason}; the rows below were not read`;
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
 * Offset of the field in which csv-parse gave up, from where it began. Its `bytes` is the end of the previous record or, within a record, the
 * previous separator; `column` counts the record's fields so far.
 */
function fieldStart(error: CsvError): number {
  const { bytes, column } = error;
  return Number(bytes) + (Number(column) > 0 ? 1 : 0);
}
