import { open, readFile, stat, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RecordError } from "../base/errors.ts";
import { exists } from "../base/files.io.ts";
import { parsePlan, parseRunLine } from "./parse-run.ts";
import type { Plan } from "./plan.ts";
import { type RunRecord, recordSchema } from "./record.ts";
import { RUN_FILES } from "./run-files.ts";
import { type RunLine, recordsIn } from "./run-line.ts";
import { type ServingSample, servingSampleSchema } from "./serving-sample.ts";

/**
 * Reads records.jsonl, also in older schemas, and the samples.jsonl beside it. A last line without a newline was cut short
 * by a crash: it is ignored, and what it was about is simply measured again. Any other damage is an error, never a smaller
 * result.
 * @param file records.jsonl
 * @returns the records, then the samples of serving, each in file order; empty if there is no file
 * @throws RecordError naming file, line and field
 */
export async function readRunLines(file: string): Promise<RunLine[]> {
  return [...(await linesOf(file)), ...(await linesOf(join(dirname(file), RUN_FILES.samples)))];
}

async function linesOf(file: string): Promise<RunLine[]> {
  if (!(await exists(file))) return [];
  const lines = (await readFile(file, "utf8")).split("\n").slice(0, -1);
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [parseRunLine(line, `${file}:${index + 1}`)]));
}

/** The records of records.jsonl alone, for readers that need no samples of serving. */
export async function readRecords(file: string): Promise<RunRecord[]> {
  return recordsIn(await linesOf(file));
}

/** Removes a last line that a crash left without its newline, so that the next record starts on a line of its own. */
export async function dropTornLine(file: string): Promise<void> {
  if (!(await exists(file))) return;
  const content = await readFile(file);
  const end = content.lastIndexOf(0x0a) + 1;
  if (end < content.length) await truncate(file, end);
}

/** Appends one line and waits until it is on disk. Throws on a record that could not be read back, which is a bug. */
export async function appendRecord(file: string, record: RunRecord): Promise<void> {
  recordSchema.parse(record);
  await appendLine(file, record);
}

/** Like appendRecord, for samples.jsonl. */
export async function appendSample(file: string, sample: ServingSample): Promise<void> {
  servingSampleSchema.parse(sample);
  await appendLine(file, sample);
}

async function appendLine(file: string, line: RunLine): Promise<void> {
  const { size } = (await exists(file)) ? await stat(file) : { size: 0 };
  const handle = await open(file, "a");
  try {
    await handle.appendFile(`${JSON.stringify(line)}\n`, "utf8");
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
    throw new RecordError(`${file}: no plan here; name a run folder, such as runs/quant`, { cause });
  }
  return parsePlan(text, file);
}
