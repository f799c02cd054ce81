import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { DataError } from "../harness/base/errors.ts";
import { checkedBytes, type NamedFile } from "./checked-bytes.ts";
import { positionAt } from "./text-position.ts";

export interface CsvRecord {
  readonly fields: readonly string[];
  /** 1-based physical line that the record begins on. */
  readonly line: number;
}

/** No record is longer. A quote that is never closed would otherwise take the rest of the file into memory. */
const MAX_RECORD_BYTES = 8 * 2 ** 20;

/**
 * Records of an RFC 4180 file in UTF-8, with or without a byte order mark, with CRLF or LF line ends, lines that hold
 * nothing but white space left out. They are read as they are asked for: a few hundred are in memory at a time.
 * @param onBytes sees every chunk of the file on its way
 * @throws DataError at the place of bytes that are not UTF-8 text, and of quotes that do not pair up
 */
export async function* csvRecords(
  file: NamedFile,
  onBytes: (chunk: Buffer) => void = () => {},
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    bom: true,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true, // the number of fields is checked by who knows the header
    max_record_size: MAX_RECORD_BYTES,
  });
  const bytes = async function* () {
    for await (const chunk of checkedBytes(file)) {
      onBytes(chunk);
      yield chunk;
    }
  };
  // Iterating the parser reports every error of the pipeline, so its callback has nothing left to do.
  pipeline(bytes, parser, () => {});
  let line = 1;
  try {
    for await (const record of parser) {
      const fields = record as string[];
      if (!isBlank(fields)) yield { fields, line };
      // csv-parse counts a CRLF inside quotes as two lines; the line feeds that a record holds do not lie.
      line += 1 + fields.reduce((sum, field) => sum + lineFeeds(field), 0);
    }
  } catch (error) {
    if (error instanceof CsvError) throw await quoteError(file, error);
    throw error;
  }
}

function isBlank(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0]?.trim() === "";
}

function lineFeeds(field: string): number {
  let count = 0;
  for (let at = field.indexOf("\n"); at !== -1; at = field.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** What each of csv-parse's complaints most likely means; each is told at the place where the field begins. */
const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "the quote that opens here is never closed; close it, or remove it",
  CSV_INVALID_CLOSING_QUOTE:
    'the quote that opens here is closed in the middle of a field; close it before the comma, and write "" for a quote inside',
  INVALID_OPENING_QUOTE:
    'a quote stands inside the field that begins here; enclose the whole field in quotes, and write "" for a quote inside',
};

const TOO_LONG = `a record of more than ${MAX_RECORD_BYTES / 2 ** 20} MiB`;

async function quoteError(file: NamedFile, error: CsvError): Promise<DataError> {
  const start = fieldStart(error);
  const reason =
    error.code === "CSV_MAX_RECORD_SIZE" ? await lengthReason(file, start) : (REASONS[error.code] ?? error.message);
  const { line, column } = await positionAt(file.path, start);
  return new DataError(`${file.shownAs}:${line}:${column}: ${reason}`, { cause: error });
}

/** @param start offset of the field that the record became too long in */
async function lengthReason(file: NamedFile, start: number): Promise<string> {
  return (await beginsWithQuote(file.path, start))
    ? `${TOO_LONG}; most likely the quote that opens here is never closed`
    : `${TOO_LONG}, the longest that is read; is a line end missing? Else cut the text into shorter ones`;
}

/** Whether a quote stands at the offset, or after the byte order mark there. */
async function beginsWithQuote(path: string, offset: number): Promise<boolean> {
  const chunks: Buffer[] = await createReadStream(path, { start: offset, end: offset + 3 }).toArray();
  return /^\uFEFF?"/.test(Buffer.concat(chunks).toString());
}

/**
 * Offset of the field that csv-parse gave up in. Its `bytes` is the end of the record before or, within a record, the
 * comma before; `column` counts the fields that the record has so far.
 */
function fieldStart(error: CsvError): number {
  const { bytes, column } = error;
  return Number(bytes) + (Number(column) > 0 ? 1 : 0);
}
