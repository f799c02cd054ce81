import { open, readFile, stat, truncate } from "node:fs/promises";
import { RecordError } from "../base/errors.ts";
import { exists } from "../base/files.io.ts";
import { parsePlan, parseRecord } from "./parse-run.ts";
import type { Plan } from "./plan.ts";
import { type RunRecord, recordSchema } from "./record.ts";

/**
 * Reads one record per line, those of older schemas included. A last line without its newline was torn by a crash: it is
 * left out, since its cell simply runs again. Any other damage is an error, never a smaller result.
 * @returns records in file order; empty where there is no file
 * @throws RecordError naming file, line and field
 */
export async function readRecords(file: string): Promise<RunRecord[]> {
  if (!(await exists(file))) return [];
  const lines = (await readFile(file, "utf8")).split("\n").slice(0, -1);
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [parseRecord(line, `${file}:${index + 1}`)]));
}

/** Cuts off a last line that a crash left without its newline, so that the next record starts on a line of its own. */
export async function mendTornLine(file: string): Promise<void> {
  if (!(await exists(file))) return;
  const content = await readFile(file);
  const end = content.lastIndexOf(0x0a) + 1;
  if (end < content.length) await truncate(file, end);
}

/** Appends one line and waits until the disk has it. A record that could not be read back is a bug and throws. */
export async function appendRecord(file: string, record: RunRecord): Promise<void> {
  recordSchema.parse(record);
  const { size } = (await exists(file)) ? await stat(file) : { size: 0 };
  const handle = await open(file, "a");
  try {
    await handle.appendFile(`${JSON.stringify(record)}\n`, "utf8");
    await handle.sync();
  } catch (error) {
    // A full disk can leave half a line: take it back, so that what was there stays readable.
    await handle.truncate(size).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/** @throws RecordError where there is no plan, or one that cannot be read: then naming line, column and field */
export async function readPlan(file: string): Promise<Plan> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new RecordError(`${file}: no plan here; name a run folder, such as runs/quant`, { cause });
  }
  return parsePlan(text, file);
}
