import { libraryRecords } from "./csv-library.ts";
import { cutPlainRecords } from "./csv-plain.ts";
import type { CsvRecord, CsvShape } from "./csv-shape.ts";
import type { Faults } from "./faults.ts";

/** A longer record is left to the library, which knows the limit. */
const LONGEST_PLAIN_CHARACTERS = 2 ** 20;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Streams the records of an RFC 4180 file, with or without a byte order mark, in batches. Blank lines are skipped, as is a first line that states the separator, and a quote inside
 * an unquoted field is a character like any other. All records before an error come first.
 * @param text opens the file's content as UTF-8, whole characters in each chunk; it is opened again to find the position of an error
 * @throws DataError with the position of a quote that is never closed, or of a record that is too long
 */
export async function* csvRecords(
  text: () => AsyncIterable<Buffer>,
  shape: CsvShape,
  faults: Faults,
): AsyncGenerator<readonly CsvRecord[]> {
  let isStatement = shape.statesSeparator;
  for await (const records of allRecords(text, shape, faults)) {
    const written = records.filter(({ fields }) => !isBlank(fields));
    const skipped = isStatement && written.length > 0 ? 1 : 0;
    if (skipped > 0) isStatement = false;
    if (written.length > skipped) yield skipped === 0 ? written : written.slice(skipped);
  }
}

/** Cuts plain records itself, and leaves the file to the library from the first one on that is not plain. */
async function* allRecords(
  text: () => AsyncIterable<Buffer>,
  shape: CsvShape,
  faults: Faults,
): AsyncGenerator<readonly CsvRecord[]> {
  const chunks = text()[Symbol.asyncIterator]();
  let waiting = "";
  let bytes = 0;
  let line = 1;
  let isAtStart = true;
  try {
    for (;;) {
      const { value: chunk, done } = await chunks.next();
      let isUnusual = false;
      if (done !== true) {
        bytes += chunk.length;
        waiting += chunk.toString("utf8");
        const start = isAtStart && waiting.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
        const cut = cutPlainRecords(waiting, start, line, shape);
        if (cut.records.length > 0) {
          yield cut.records;
          isAtStart = false;
          waiting = waiting.slice(cut.end);
          line = cut.line;
        }
        isUnusual = cut.isUnusual || waiting.length > LONGEST_PLAIN_CHARACTERS;
      }
      if (done !== true && !isUnusual) continue;
      const rest = Buffer.from(waiting);
      yield* libraryRecords({ bytes: following(rest, chunks), offset: bytes - rest.length, line }, text, shape, faults);
      return;
    }
  } finally {
    await chunks.return?.();
  }
}

async function* following(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}

function isBlank(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0]?.trim() === "";
}
