import { isAscii, isUtf8 } from "node:buffer";
import { DataError } from "../../harness/base/errors.ts";
import { brokenUtf8Text } from "./broken-utf8.ts";
import { encodingText, utf16OfMark } from "./encodings.ts";
import type { FaultKind, Faults } from "./faults.ts";
import { type NamedFile, unpackedBytes } from "./file-bytes.ts";
import { LineCounter } from "./line-counter.ts";
import { charactersIn, type HighBytes, unfinishedBytes, walkUtf8 } from "./utf8-walk.ts";

export interface TextFile extends NamedFile {
  /** A name that TextDecoder knows; null for UTF-8, or UTF-16 with a byte order mark. */
  readonly encoding: string | null;
}

/**
 * Streams a text file as UTF-8: unpacked, and decoded from `encoding`. What is not text of that encoding becomes U+FFFD
 * and is a fault, so that the rest can be read for further ones.
 * @throws DataError on a NUL byte: the file is no text, or UTF-16 without a byte order mark
 */
export async function* utf8Text(file: TextFile, faults: Faults): AsyncGenerator<Buffer> {
  const bytes = unpackedBytes(file);
  const first = await bytes.next();
  if (first.done === true) return;
  const encoding = usedEncoding(file.encoding, first.value);
  const all = async function* () {
    yield first.value;
    yield* bytes;
  };
  const lines = new LineCounter();
  const text =
    encoding === null ? mendedUtf8(file, all(), faults, () => lines.copy()) : decoded(encoding, all(), faults);
  for await (const chunk of text) {
    const nul = chunk.indexOf(0);
    if (nul !== -1) throw nulError(file, first.value, lines.lineAt(chunk.subarray(0, nul)));
    lines.pass(chunk);
    yield chunk;
  }
}

/** The encoding to decode: UTF-16 as a byte order mark tells, or else what was asked for. */
export function usedEncoding(asked: string | null, head: Buffer): string | null {
  const marked = utf16OfMark(head);
  return marked !== null && (asked === null || asked.startsWith("utf-16")) ? marked : asked;
}

const MOST_LINES = 5;

/** @param linesBefore a counter that all before the current chunk has passed */
async function* mendedUtf8(
  file: TextFile,
  bytes: AsyncIterable<Buffer>,
  faults: Faults,
  linesBefore: () => LineCounter,
): AsyncGenerator<Buffer> {
  const counts: HighBytes = { characters: 0, broken: 0, alone: 0, undefined1252: 0 };
  const places = { count: 0, lineCount: 0, lines: [] as number[] };
  let lastLine = 0;
  const addPlace = (line: number) => {
    places.count += 1;
    if (line === lastLine) return;
    lastLine = line;
    places.lineCount += 1;
    if (places.lines.length < MOST_LINES) places.lines.push(line);
  };
  const mended = (whole: Buffer): Buffer => {
    if (isAscii(whole)) return whole;
    if (isUtf8(whole)) {
      counts.characters += charactersIn(whole);
      return whole;
    }
    const lines = linesBefore();
    // From place to place: a file of another encoding has tens of thousands in a chunk.
    let passed = 0;
    walkUtf8(whole, counts, (at) => {
      lines.pass(whole.subarray(passed, at));
      passed = at;
      addPlace(lines.line);
    });
    return Buffer.from(whole.toString("utf8"));
  };
  /** First bytes of a character that the next chunk completes. */
  let partial: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of bytes) {
      const joined = partial.length === 0 ? chunk : Buffer.concat([partial, chunk]);
      const end = joined.length - unfinishedBytes(joined);
      partial = joined.subarray(end);
      if (end > 0) yield mended(joined.subarray(0, end));
    }
    if (partial.length > 0) yield mended(partial);
  } finally {
    if (places.count > 0) faults.say(places.lines[0]!, brokenUtf8Text(file.shownAs, counts, places));
  }
}

async function* decoded(encoding: string, bytes: AsyncIterable<Buffer>, faults: Faults): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  const undecoded = undecodedKind(encoding);
  const utf8 = new Utf8Detector();
  const lines = new LineCounter();
  let lastLine = 0;
  const asUtf8 = (text: string): Buffer => {
    const encoded = Buffer.from(text);
    let passed = 0;
    for (let at = encoded.indexOf(REPLACEMENT); at !== -1; at = encoded.indexOf(REPLACEMENT, at + 1)) {
      lines.pass(encoded.subarray(passed, at));
      passed = at;
      if (lines.line !== lastLine) faults.add(undecoded, lines.line);
      lastLine = lines.line;
    }
    lines.pass(encoded.subarray(passed));
    return encoded;
  };
  for await (const chunk of bytes) {
    utf8.pass(chunk);
    // With `stream`, since some releases of Node decode Windows-1252 as ISO-8859-1 without it.
    yield asUtf8(decoder.decode(chunk, { stream: true }));
  }
  yield asUtf8(decoder.decode());
  if (utf8.isUtf8()) {
    faults.say(
      null,
      `this file is UTF-8 and not ${encodingText(encoding)}; leave out encoding=${encoding}, or convert this file`,
    );
  }
}

const REPLACEMENT = Buffer.from("\ufffd");

function undecodedKind(encoding: string): FaultKind {
  const name = encodingText(encoding);
  return {
    one: () => `bytes that are not ${name}`,
    several: (count) => `bytes that are not ${name} in ${count} lines`,
    wayOut: "name the encoding that the file has with encoding=, or mend them",
  };
}

/** Whether bytes are UTF-8 with other characters than those of ASCII, which text of another encoding hardly ever is. */
class Utf8Detector {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #isValid = true;
  #hasHigh = false;

  pass(chunk: Buffer): void {
    if (!this.#isValid) return;
    try {
      this.#decoder.decode(chunk, { stream: true });
    } catch {
      this.#isValid = false;
    }
    this.#hasHigh ||= chunk.some((byte) => byte >= 0x80);
  }

  isUtf8(): boolean {
    return this.#isValid && this.#hasHigh;
  }
}

function nulError({ shownAs }: NamedFile, head: Buffer, line: number): DataError {
  return new DataError(`${shownAs}:${line}: a NUL byte, which text does not have; ${nulWayOut(head)}`);
}

const NUL_SAMPLE_BYTES = 64;
const LEAST_NUL_SHARE = 0.25;

/** In UTF-16, one of the two bytes of every ASCII character is NUL; in UTF-32, three of four are. */
function nulWayOut(head: Buffer): string {
  const bytes = [...head.subarray(0, NUL_SAMPLE_BYTES)];
  const shareAt = (places: number, place: number) => {
    const there = bytes.filter((_, at) => at % places === place);
    return there.filter((byte) => byte === 0).length / there.length;
  };
  if (shareAt(4, 1) > 1 - LEAST_NUL_SHARE && shareAt(4, 2) > 1 - LEAST_NUL_SHARE) {
    return "it looks like UTF-32: save it as UTF-8";
  }
  const [even, odd] = [shareAt(2, 0), shareAt(2, 1)];
  if (Math.max(even, odd) < LEAST_NUL_SHARE || Math.min(even, odd) > LEAST_NUL_SHARE) return "name a file of text";
  return `it looks like UTF-16: read it with encoding=${even > odd ? "utf-16be" : "utf-16le"}`;
}
