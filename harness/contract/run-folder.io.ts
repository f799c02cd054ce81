import { dirname, join } from "node:path";
import { appendDurably } from "../base/append-durably.io.ts";
import { findLines, linesToAppend, nameToAppend, readStored } from "../base/at-rest/stored.io.ts";
import { refusalBy } from "../base/documents/accepts.ts";
import { RecordError } from "../base/errors.ts";
import { refusalOf } from "../base/file-refusals.ts";
import { writeAsItIs } from "../base/files.io.ts";
import { GrowingLines, type Warn } from "./growing-lines.io.ts";
import { withSum } from "./line-sum.ts";
import { parsePlan } from "./parse-run.ts";
import type { Plan } from "./plan.ts";
import { type RunRecord, recordSchema } from "./record.ts";
import { RUN_FILES } from "./run-files.ts";
import { isSample, type RunLine, recordsIn } from "./run-line.ts";
import { scannedParts } from "./scan-file.io.ts";
import { type ServingSample, servingSampleSchema } from "./serving-sample.ts";

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

/** Whether a file has a record that can be read, for which hardly more than that one is. @throws RecordError as `readRunLines` */
export async function hasRecords(file: string): Promise<boolean> {
  const found = await findLines(file);
  if (found === null) return false;
  for await (const { lines, last } of scannedParts(found)) {
    for (const scanned of lines) if ("line" in scanned && !isSample(scanned.line)) return true;
    if (last && !isSample(last.line)) return true;
  }
  return false;
}

async function linesOf(file: string, warn: Warn): Promise<readonly RunLine[]> {
  return new GrowingLines(file, warn).read();
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

/** @throws RecordError if there is no plan, or if it is invalid, with line, column and field */
export async function readPlan(file: string): Promise<Plan> {
  let text: string;
  try {
    text = (await readStored(file)).toString("utf8");
  } catch (cause) {
    if (cause instanceof RecordError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" || code === "ENOTDIR" ? "no plan here" : `cannot be read (${refusalOf(cause)})`;
    throw new RecordError(`${file}: ${why}; name a run folder, such as runs/quant`, { cause });
  }
  return parsePlan(text, file);
}
