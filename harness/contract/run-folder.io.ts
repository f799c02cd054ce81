import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  findLines,
  type LinesFile,
  linesToAppend,
  nameToAppend,
  openedLines,
  readStored,
} from "../base/at-rest/stored.io.ts";
import { refusalBy } from "../base/documents/accepts.ts";
import { RecordError } from "../base/errors.ts";
import { exists, writeAsItIs } from "../base/files.io.ts";
import { NEWLINE } from "../base/line-splitter.ts";
import { withSum } from "./line-sum.ts";
import { parsePlan } from "./parse-run.ts";
import type { Plan } from "./plan.ts";
import { type RunRecord, recordSchema } from "./record.ts";
import { RUN_FILES } from "./run-files.ts";
import { isSample, type RunLine, recordsIn } from "./run-line.ts";
import { type BrokenLine, LineScanner, type ScannedLine, type WholeLine } from "./scan-lines.ts";
import { type ServingSample, servingSampleSchema } from "./serving-sample.ts";
import { partSharing } from "./shared-parts.ts";

/** Receives a sentence about lines that cannot be read. */
export type Warn = (sentence: string) => void;

const warnOnStderr: Warn = (sentence) => console.error(sentence);

/**
 * Reads records.jsonl, also in older schemas, and the samples.jsonl beside it. Lines that cannot be read are left out with a
 * warning, and the files stay as they are. Half a line at the end was cut short by a crash, which needs no warning.
 * @param file records.jsonl
 * @returns the records, then the samples of serving, each in file order; empty if there is no file
 * @throws RecordError if a newer pricewar wrote the file
 */
export async function readRunLines(file: string, warn = warnOnStderr): Promise<RunLine[]> {
  return [...(await linesOf(file, warn)), ...(await linesOf(join(dirname(file), RUN_FILES.samples), warn))];
}

/** The records of records.jsonl alone, for readers that need no samples of serving. */
export async function readRecords(file: string, warn = warnOnStderr): Promise<RunRecord[]> {
  return recordsIn(await linesOf(file, warn));
}

async function linesOf(file: string, warn: Warn): Promise<readonly RunLine[]> {
  const found = await findLines(file);
  if (found === null) return [];
  const lines: RunLine[] = [];
  const share = partSharing();
  const { broken, first } = await scanFile(found, (scanned) => {
    if ("line" in scanned) lines.push(share(scanned.line));
  });
  if (first !== null)
    warn(`${file}: ${counted(broken, first)} left out; run the matrix again to measure what is missing`);
  return lines;
}

/** Bytes of a file that are read at once. */
const CHUNK_BYTES = 2 ** 20;

interface ScannedFile {
  /** Number of broken lines, and what is wrong with the first one; null without any. */
  readonly broken: number;
  readonly first: BrokenLine | null;
  /** Whether something follows the last newline. */
  readonly isTorn: boolean;
}

/** Reads the lines of a file one by one. @param take may keep a line, but not its bytes */
async function scanFile(file: LinesFile, take: (scanned: ScannedLine) => void): Promise<ScannedFile> {
  let broken = 0;
  let first: BrokenLine | null = null;
  let isTorn = false;
  for await (const { lines, last } of scannedParts(file)) {
    for (const scanned of lines) {
      if (!("line" in scanned)) {
        broken += 1;
        first ??= { ...scanned, bytes: new Uint8Array(0) };
      }
      take(scanned);
    }
    if (last) take(last);
    isTorn ||= last !== undefined;
  }
  return { broken, first, isTorn };
}

interface ScannedPart {
  /** With bytes as they stand in the file; only there until the next part. */
  readonly lines: Iterable<ScannedLine>;
  /** What follows the last newline of the file, as `LineScanner.end` says. */
  readonly last?: WholeLine | null | undefined;
}

function scannedParts(file: LinesFile): AsyncGenerator<ScannedPart> {
  return file.isEncrypted ? scannedEncrypted(file) : scannedInClear(file);
}

async function* scannedInClear({ path }: LinesFile): AsyncGenerator<ScannedPart> {
  const scanner = new LineScanner(path);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    yield { lines: scanner.take(chunk as Uint8Array) };
  }
  yield { lines: [], last: scanner.end() };
}

async function* scannedEncrypted({ path }: LinesFile): AsyncGenerator<ScannedPart> {
  const scanner = new LineScanner(path);
  let torn: Uint8Array | null = null;
  for await (const { bytes, isEnded, opened } of openedLines(path)) {
    if (!isEnded) torn = bytes;
    if ("problem" in opened) {
      if (isEnded) yield { lines: [scanner.closed(opened.problem, bytes)] };
    } else {
      const text = isEnded ? ended(opened) : opened;
      yield { lines: [...scanner.take(text)].map((scanned) => ({ ...scanned, bytes })) };
    }
  }
  const last = scanner.end();
  if (torn === null) return;
  yield { lines: [], last: last ? { ...last, bytes: torn } : null };
}

/**
 * Makes records.jsonl or samples.jsonl whole, before something is appended: broken lines move to records.broken.jsonl beside
 * it, with a warning, and half a line at the end, which a crash left, is removed. What they were about is missing then, and is
 * measured again.
 */
export async function mendLines(file: string, warn: Warn): Promise<void> {
  const found = await findLines(file);
  if (found === null) return;
  const { broken, first, isTorn } = await scanFile(found, () => undefined);
  if (broken === 0 && !isTorn) return;
  // Lines move as they stand there: what is encrypted stays so.
  const brokenFile = `${join(dirname(file), RUN_FILES.broken)}${found.path.slice(file.length)}`;
  await writeAsItIs(found.path, wholeLines(found, brokenFile));
  if (first === null) return;
  warn(
    `${file}: ${counted(broken, first)} moved to ${RUN_FILES.broken}; what ${broken === 1 ? "it was" : "they were"} about is measured again`,
  );
}

/** The lines of a file that can be read, each with its end. @param brokenFile that the others are appended to before this ends */
async function* wholeLines(file: LinesFile, brokenFile: string): AsyncGenerator<Uint8Array> {
  for await (const { lines, last } of scannedParts(file)) {
    const broken: Uint8Array[] = [];
    for (const scanned of lines) {
      if ("line" in scanned) yield ended(scanned.bytes);
      else broken.push(ended(scanned.bytes));
    }
    if (broken.length > 0) await appendDurably(brokenFile, Buffer.concat(broken));
    if (last) yield ended(last.bytes);
  }
}

function ended(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Uint8Array.of(NEWLINE)]);
}

/** "2 broken lines (line 3: not JSON, …)" */
function counted(broken: number, { number, problem }: BrokenLine): string {
  const lines = broken === 1 ? "1 broken line" : `${broken} broken lines`;
  return `${lines} (line ${number}: ${problem}${broken === 1 ? "" : ", …"})`;
}

const refusalOfSample = refusalBy(servingSampleSchema);
const refusalOfRecord = refusalBy(recordSchema);

/** Lines of records.jsonl or samples.jsonl, each with its sum. Throws on one that could not be read back, which is a bug. */
export function linesText(lines: readonly RunLine[]): string {
  return lines.map(lineText).join("");
}

/** The same, written to a file in one step: all of them may be more than a string can hold. */
export async function writeLines(file: string, lines: readonly RunLine[]): Promise<void> {
  await writeAsItIs(nameToAppend(file), lineTexts(lines));
}

async function* lineTexts(lines: readonly RunLine[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(await linesToAppend(lineText(line)));
}

function lineText(line: RunLine): string {
  const refusal = isSample(line) ? refusalOfSample(line) : refusalOfRecord(line);
  if (refusal !== null) throw refusal;
  return `${withSum(JSON.stringify(line))}\n`;
}

/** Appends one line and waits until it is on disk. Throws on a record that could not be read back, which is a bug. */
export async function appendRecord(file: string, ...records: readonly RunRecord[]): Promise<void> {
  await appendDurably(nameToAppend(file), await linesToAppend(linesText(records)));
}

/** Like appendRecord, for samples.jsonl. */
export async function appendSample(file: string, ...samples: readonly ServingSample[]): Promise<void> {
  await appendDurably(nameToAppend(file), await linesToAppend(linesText(samples)));
}

async function appendDurably(file: string, content: string | Uint8Array): Promise<void> {
  const { size } = (await exists(file)) ? await stat(file) : { size: 0 };
  const handle = await open(file, "a");
  try {
    await handle.appendFile(content, "utf8");
    await handle.sync();
  } catch (error) {
    // A full disk can leave half a line: remove it, so that the earlier records stay readable.
    await handle.truncate(size).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/** @throws RecordError if there is no plan, or if it is invalid, with line, column and field */
export async function readPlan(file: string): Promise<Plan> {
  let text: string;
  try {
    text = (await readStored(file)).toString("utf8");
  } catch (cause) {
    if (cause instanceof RecordError) throw cause;
    throw new RecordError(`${file}: no plan here; name a run folder, such as runs/quant`, {
      cause,
    });
  }
  return parsePlan(text, file);
}
