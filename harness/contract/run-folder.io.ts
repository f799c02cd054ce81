import { open, readFile, stat, truncate } from "node:fs/promises";
import { RecordError } from "../base/errors.ts";
import { exists } from "../base/files.io.ts";
import type { Plan } from "./plan.ts";
import { RECORD_SCHEMA, type RunRecord } from "./record.ts";

/**
 * Reads one record a line. A last line without its newline was torn by a crash: it is left out, since its cell simply
 * runs again. Any other damage is an error, never a smaller result.
 * @returns records in file order; empty where there is no file
 * @throws RecordError naming file and line
 */
export async function readRecords(file: string): Promise<RunRecord[]> {
  if (!(await exists(file))) return [];
  const lines = (await readFile(file, "utf8")).split("\n").slice(0, -1);
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [parseRecord(line, `${file}:${index + 1}`)]));
}

function parseRecord(line: string, where: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new RecordError(`${where}: not JSON; restore the file, or run with --fresh to set it aside`, { cause });
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (schema !== RECORD_SCHEMA) {
    throw new RecordError(
      `${where}: record schema ${RECORD_SCHEMA} was needed, got ${JSON.stringify(schema)}; run with --fresh to set the file aside`,
    );
  }
  return value as RunRecord;
}

/** Cuts off a last line that a crash left without its newline, so that the next record starts on a line of its own. */
export async function mendTornLine(file: string): Promise<void> {
  if (!(await exists(file))) return;
  const content = await readFile(file);
  const end = content.lastIndexOf(0x0a) + 1;
  if (end < content.length) await truncate(file, end);
}

/** Appends one line and waits until the disk has it. */
export async function appendRecord(file: string, record: RunRecord): Promise<void> {
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

/** @throws RecordError where the folder holds no readable plan */
export async function readPlan(file: string): Promise<Plan> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new RecordError(`${file}: no plan here; name a run folder, such as runs/quant`, { cause });
  }
  try {
    return JSON.parse(text) as Plan;
  } catch (cause) {
    throw new RecordError(`${file}: not JSON; run the matrix again to write it anew`, { cause });
  }
}
