import { join } from "node:path";
import { MARK_SCHEMA, type MarkLine } from "../../harness/contract/mark.ts";
import { readMarks, writeMarks } from "../../harness/contract/marks-file.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { cachedMark, cacheMark } from "./mark-cache.io.ts";
import { planMarks } from "./plan-marks.ts";
import { type MadeMark, type MarkRun, type WantedMark, wantedMarks } from "./wanted-marks.io.ts";

interface MarkPlace {
  /** The run folder. */
  readonly out: string;
  /** Of all runs: marks of equal content are measured once. */
  readonly artifacts: string;
  /** Measures again what is known. */
  readonly isFresh: boolean;
  /** Called once before the first is measured, which takes seconds. */
  readonly onStart: () => void;
}

/**
 * Measures what the configurations of a run are compared with beside one another, and writes baselines.jsonl. One that fails is a
 * line that says why, and no failure of the run.
 * @throws the signal's reason if stopped
 */
export async function measureMarks(run: MarkRun, { out, artifacts, isFresh, onStart }: MarkPlace): Promise<void> {
  const file = join(out, RUN_FILES.marks);
  const held = isFresh ? [] : await readMarks(file);
  const lines: MarkLine[] = [];
  let hasStarted = false;
  for (const own of await planMarks(run.plan)) {
    for (const wanted of wantedMarks(run, own, artifacts)) {
      run.signal.throwIfAborted();
      const known = isFresh ? null : await knownMark(wanted.key, held, artifacts);
      if (known === null && !hasStarted) onStart();
      hasStarted ||= known === null;
      const line = known ?? (await madeLine(run.signal, wanted));
      if (line.status !== "missing") await cacheMark(artifacts, line);
      lines.push(line.status === "ok" ? { ...line, ...own.offer } : line);
      // What comes later stays as it was until it is measured.
      await writeMarks(file, [...held, ...lines]);
    }
  }
  await writeMarks(file, lines);
}

/** One that was missing may be there now. */
async function knownMark(key: string, held: readonly MarkLine[], artifacts: string): Promise<MarkLine | null> {
  return held.find((line) => line.key === key && line.status !== "missing") ?? (await cachedMark(artifacts, key));
}

async function madeLine(signal: AbortSignal, { name, dataset, key, make }: WantedMark): Promise<MarkLine> {
  const header = { schema: MARK_SCHEMA, name, dataset, key, startedAt: new Date().toISOString() } as const;
  const made = await make().catch((error: unknown): MadeMark => {
    signal.throwIfAborted();
    return { status: "missing", reason: error instanceof Error ? error.message : String(error) };
  });
  return { ...header, ...made };
}
