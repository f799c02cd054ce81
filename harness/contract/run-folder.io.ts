import { open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  linesToAppend,
  nameToAppend,
  readStored,
  readStoredLines,
  type StoredLines,
} from "../base/at-rest/stored.io.ts";
import { refusalBy } from "../base/documents/accepts.ts";
import { RecordError } from "../base/errors.ts";
import { exists, writeAsItIs } from "../base/files.io.ts";
import { withSum } from "./line-sum.ts";
import { parsePlan } from "./parse-run.ts";
import type { Plan } from "./plan.ts";
import { type RunRecord, recordSchema } from "./record.ts";
import { RUN_FILES } from "./run-files.ts";
import { isSample, type RunLine, recordsIn } from "./run-line.ts";
import { type BrokenLine, scanLines } from "./scan-lines.ts";
import { type ServingSample, servingSampleSchema } from "./serving-sample.ts";

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
  const stored = await readStoredLines(file);
  if (stored === null) return [];
  const { lines, broken } = scanLines(stored.pieces, file);
  if (broken.length > 0) warn(`${file}: ${counted(broken)} left out; run the matrix again to measure what is missing`);
  return lines;
}

/**
 * Makes records.jsonl or samples.jsonl whole, before something is appended: broken lines move to records.broken.jsonl beside
 * it, with a warning, and half a line at the end, which a crash left, is removed. What they were about is missing then, and is
 * measured again.
 */
export async function mendLines(file: string, warn: Warn): Promise<void> {
  const stored = await readStoredLines(file);
  if (stored === null) return;
  const { kept, broken, isTorn } = scanLines(stored.pieces, file);
  if (broken.length > 0) {
    // As they stand there: what was encrypted stays so.
    await appendDurably(brokenFile(file, stored), joined(broken.map(({ bytes }) => bytes)));
    warn(
      `${file}: ${counted(broken)} moved to ${RUN_FILES.broken}; what ${broken.length === 1 ? "it was" : "they were"} about is measured again`,
    );
  }
  if (broken.length > 0 || isTorn) await writeAsItIs(stored.path, joined(kept));
}

/** Where broken lines go. @param stored the same lines in their form on disk */
function brokenFile(file: string, { path }: Pick<StoredLines, "path">): string {
  return `${join(dirname(file), RUN_FILES.broken)}${path.slice(file.length)}`;
}

/** "2 broken lines (line 3: not JSON, …)" */
function counted(broken: readonly BrokenLine[]): string {
  const [{ number, problem } = { number: 0, problem: "" }] = broken;
  const lines = broken.length === 1 ? "1 broken line" : `${broken.length} broken lines`;
  return `${lines} (line ${number}: ${problem}${broken.length === 1 ? "" : ", …"})`;
}

function joined(lines: readonly Uint8Array[]): Buffer {
  const newline = Uint8Array.of(0x0a);
  return Buffer.concat(lines.flatMap((line) => [line, newline]));
}

const refusalOfSample = refusalBy(servingSampleSchema);
const refusalOfRecord = refusalBy(recordSchema);

/** Lines of records.jsonl or samples.jsonl, each with its sum. Throws on one that could not be read back, which is a bug. */
export function linesText(lines: readonly RunLine[]): string {
  for (const line of lines) {
    const refusal = isSample(line) ? refusalOfSample(line) : refusalOfRecord(line);
    if (refusal !== null) throw refusal;
  }
  return lines.map((line) => `${withSum(JSON.stringify(line))}\n`).join("");
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
