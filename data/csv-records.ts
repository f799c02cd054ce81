import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { DataError } from "../harness/base/errors.ts";
import { checkedBytes, type NamedFile } from "./checked-bytes.ts";
import { positionAt } from "./text-position.ts";

export interface CsvRecord {
  readonly fields: readonly string[];
  /** 1-based physical line on which the record starts. */
  readonly line: number;
}

/** Longer records are refused: a quote that is never closed would otherwise load the rest of the file into memory. */
const MAX_RECORD_BYTES = 8 * 2 ** 20;

/**
 * Streams the records of an RFC 4180 file in UTF-8, with or without a byte order mark, with CRLF or LF line ends.
 * Blank lines are skipped. Only a few hundred records are in memory at a time.
 * @param onBytes receives every chunk of the file
 * @throws DataError with the position of bytes that are not UTF-8 text, or of unbalanced quotes
 */
export async function* csvRecords(
  file: NamedFile,
  onBytes: (chunk: Buffer) => void = () => {},
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    bom: true,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true, // the caller, who knows the header, checks the number of fields
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
      // csv-parse counts a CRLF inside quotes as two lines, so count the record's line feeds instead.
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

/** The likely meaning of csv-parse's errors; each is reported where the field starts. */
const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "the quote that opens here is never closed; close it, or remove it",
  CSV_INVALID_CLOSING_QUOTE:
    'the quote that opens here is closed in the middle of a field; close it before the comma, and write "" for a quote inside',
  INVALID_OPENING_QUOTE:
    'the field that starts here has a quote inside; enclose the whole field in quotes, and write "" for a quote inside',
};

const TOO_LONG = `a record of more than ${MAX_RECORD_BYTES / 2 ** 20} MiB`;

async function quoteError(file: NamedFile, error: CsvError): Promise<DataError> {
  const start = fieldStart(error);
  const reason =
    error.code === "CSV_MAX_RECORD_SIZE" ? await lengthReason(file, start) : (REASONS[error.code] ?? error.message);
  const { line, column } = await positionAt(file.path, start);
  return new DataError(`${file.shownAs}:${line}:${column}: ${reason}`, { cause: error });
}

/** @param start offset of the field in which the record became too long */
async function lengthReason(file: NamedFile, start: number): Promise<string> {
  return (await beginsWithQuote(file.path, start))
    ? `${TOO_LONG}; most likely the quote that opens here is never closed`
    : `${TOO_LONG}, the limit; is a line end missing? If not, split the text into shorter ones`;
}

/** Whether there is a quote at the offset, or after a byte order mark there. */
async function beginsWithQuote(path: string, offset: number): Promise<boolean> {
  const chunks: Buffer[] = await createReadStream(path, { start: offset, end: offset + 3 }).toArray();
  return /^\uFEFF?"/.test(Buffer.concat(chunks).toString());
}

/**
 * Offset of the field in which csv-parse gave up. Its `bytes` is the end of the previous record or, within a record, the
 * previous comma; `column` counts the record's fields so far.
 */
function fieldStart(error: CsvError): number {
  const { bytes, column } = error;
  return Number(bytes) + (Number(column) > 0 ? 1 : 0);
}
