import { join } from "node:path";
import { type Plan, recordMachine, sampleMachine } from "../../harness/contract/index.ts";
import { MARK_SCHEMA, type MarkLine, type MeasuredMark, markId } from "../../harness/contract/mark.ts";
import { readMarks, writeMarks } from "../../harness/contract/marks-file.io.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { installedAmong, type OptionalPart } from "../optional-parts.io.ts";
import { cachedMark, cacheMark } from "./mark-cache.io.ts";
import { planMarks } from "./plan-marks.ts";
import { type MadeMark, type MarkRun, type WantedMark, wantedMarks } from "./wanted-marks.io.ts";

interface MarkPlace {
  /** The run folder. */
  readonly out: string;
  /** Of all runs: marks of equal content are measured once. */
  readonly artifacts: string;
  /** ISO 8601: what was measured earlier is measured again; undefined for none. */
  readonly since: string | undefined;
  /** Of which a line says what those would add that are not installed. */
  readonly parts: readonly OptionalPart[];
  /** Called once before the first is measured, which takes seconds. */
  readonly onStart: () => void;
}

/**
 * Measures what the configurations of a run are compared with beside one another, and writes baselines.jsonl. One that fails is a
 * line that says why, and no failure of the run.
 * @throws the signal's reason if stopped
 */
export async function measureMarks(
  run: MarkRun,
  { out, artifacts, since = "", parts, onStart }: MarkPlace,
): Promise<void> {
  const file = join(out, RUN_FILES.marks);
  const isKept = ({ startedAt }: MarkLine) => startedAt >= since;
  const held = (await readMarks(file)).filter(isKept);
  const lines: MarkLine[] = [];
  const advised = await advisedParts(run.plan, parts);
  let hasStarted = false;
  for (const own of await planMarks(run.plan)) {
    for (const wanted of wantedMarks(run, own, { artifacts, advised })) {
      run.signal.throwIfAborted();
      const found = await knownMark(wanted.key, held, artifacts);
      const known = found !== null && isKept(found) ? found : null;
      if (known === null && !hasStarted) onStart();
      hasStarted ||= known === null;
      const line = known ?? (await madeLine(run.signal, wanted));
      if (line.status !== "missing") await cacheMark(artifacts, line);
      lines.push(line.status === "ok" ? { ...line, ...own.offer } : line);
      // What comes later stays as it was until it is measured.
      await writeMarks(file, [...held, ...lines]);
    }
  }
  await writeMarks(file, [...ofOtherMachines(held, lines, recordMachine(run)), ...lines]);
}

/** What others have measured on the same rows stays: the cells that it is compared with may be theirs. */
function ofOtherMachines(held: readonly MarkLine[], lines: readonly MarkLine[], machine: string): MarkLine[] {
  return held.filter(
    (other) =>
      other.status === "ok" &&
      sampleMachine(other) !== machine &&
      lines.some((line) => markId(line) === markId(other) && (line.status !== "ok" || isOfSameRows(line, other))),
  );
}

function isOfSameRows(one: MeasuredMark, other: MeasuredMark): boolean {
  return one.testRows === other.testRows && one.trainingRows === other.trainingRows;
}

/** What would add a source to compare with. Of cells that need it, their own lines say that it is missing. */
async function advisedParts(plan: Plan, parts: readonly OptionalPart[]): Promise<OptionalPart[]> {
  const unused = parts.filter(
    (part) => part.mark !== undefined && !plan.cells.some((cell) => part.isNeededBy(cell, plan)),
  );
  const installed = await installedAmong(unused);
  return unused.filter((part) => !installed.has(part));
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
