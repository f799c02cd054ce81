import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { refusalBy } from "../base/documents/accepts.ts";
import { RecordError } from "../base/errors.ts";
import { exists, writeFileAtomically } from "../base/files.io.ts";
import { withSum } from "./line-sum.ts";
import { parsePlan } from "./parse-run.ts";
import type { Plan } from "./plan.ts";
import { type RunRecord, recordSchema } from "./record.ts";
import { RUN_FILES } from "./run-files.ts";
import { isSample, type RunLine, recordsIn } from "./run-line.ts";
import { type BrokenLine, LineScanner, NEWLINE, type ScannedLine } from "./scan-lines.ts";
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
  if (!(await exists(file))) return [];
  const lines: RunLine[] = [];
  const share = partSharing();
  const { broken, first } = await scanFile(file, (scanned) => {
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
async function scanFile(file: string, take: (scanned: ScannedLine) => void): Promise<ScannedFile> {
  const scanner = new LineScanner(file);
  let broken = 0;
  let first: BrokenLine | null = null;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    for (const scanned of scanner.take(chunk as Uint8Array)) {
      if (!("line" in scanned)) {
        broken += 1;
        first ??= { ...scanned, bytes: new Uint8Array(0) };
      }
      take(scanned);
    }
  }
  const last = scanner.end();
  if (last) take(last);
  return { broken, first, isTorn: last !== undefined };
}

/**
 * Makes records.jsonl or samples.jsonl whole, before something is appended: broken lines move to records.broken.jsonl beside
 * it, with a warning, and half a line at the end, which a crash left, is removed. What they were about is missing then, and is
 * measured again.
 */
export async function mendLines(file: string, warn: Warn): Promise<void> {
  if (!(await exists(file))) return;
  const { broken, first, isTorn } = await scanFile(file, () => undefined);
  if (broken === 0 && !isTorn) return;
  await writeFileAtomically(file, wholeLines(file, join(dirname(file), RUN_FILES.broken)));
  if (first === null) return;
  warn(
    `${file}: ${counted(broken, first)} moved to ${RUN_FILES.broken}; what ${broken === 1 ? "it was" : "they were"} about is measured again`,
  );
}

/** The lines of a file that can be read, each with its end. @param brokenFile that the others are appended to before this ends */
async function* wholeLines(file: string, brokenFile: string): AsyncGenerator<Uint8Array> {
  const scanner = new LineScanner(file);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const broken: Uint8Array[] = [];
    for (const scanned of scanner.take(chunk as Uint8Array)) {
      if ("line" in scanned) yield ended(scanned.bytes);
      else broken.push(ended(scanned.bytes));
    }
    if (broken.length > 0) await appendDurably(brokenFile, Buffer.concat(broken));
  }
  const last = scanner.end();
  if (last) yield ended(last.bytes);
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
  await writeFileAtomically(file, lineTexts(lines));
}

function* lineTexts(lines: readonly RunLine[]): Generator<string> {
  for (const line of lines) yield lineText(line);
}

function lineText(line: RunLine): string {
  const refusal = isSample(line) ? refusalOfSample(line) : refusalOfRecord(line);
  if (refusal !== null) throw refusal;
  return `${withSum(JSON.stringify(line))}\n`;
}

/** Appends one line and waits until it is on disk. Throws on a record that could not be read back, which is a bug. */
export async function appendRecord(file: string, ...records: readonly RunRecord[]): Promise<void> {
  await appendDurably(file, linesText(records));
}

/** Like appendRecord, for samples.jsonl. */
export async function appendSample(file: string, ...samples: readonly ServingSample[]): Promise<void> {
  await appendDurably(file, linesText(samples));
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
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new RecordError(`${file}: no plan here; name a run folder, such as runs/quant`, {
      cause,
    });
  }
  return parsePlan(text, file);
}
