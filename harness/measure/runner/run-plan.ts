import {
  type CostEstimate,
  type Experiment,
  type Host,
  type OkRecord,
  type Phase,
  type Plan,
  type PlannedCell,
  RECORD_SCHEMA,
  type RunHeader,
  type RunRecord,
  runKey,
  type TrainingCourse,
  type Usage,
} from "../../contract/index.ts";
import { corpusKey, ownersKey, type PlannedTraining, teacherTrainings, trainingKey } from "../artifact-keys.ts";
import { leastDisturbed, type RunRepeats } from "../machine/repeats.ts";
import type { PhaseOutcome, PhaseTable } from "../phases/run-phase.ts";
import type { Executor } from "./executor.ts";
import { jobsOf } from "./jobs.ts";
import type { RunStore } from "./run-store.ts";

export interface RunSettings {
  readonly plan: Plan;
  /** Cells to run, in order. */
  readonly cells: readonly PlannedCell[];
  readonly executor: Executor;
  readonly store: RunStore;
  readonly host: Host;
  /** The cost of a run at today's offer, which the record keeps. */
  readonly costOf: (usage: Usage, priceId: string) => CostEstimate;
  /** Time limit of each phase. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Which disturbed timings of the whole command are taken again. */
  readonly repeats: RunRepeats;
  /** Whether a cell may start; all may if left out. The run ends before the first that may not. */
  readonly mayStart?: (cell: PlannedCell) => boolean;
  /** Whether a disturbed serving may be taken again; each may if left out. */
  readonly mayRepeat?: (cell: PlannedCell) => boolean;
  /** Wall clock, for `startedAt`. */
  readonly now: () => Date;
  readonly onEvent: (event: RunEvent) => void;
}

export type RunEvent =
  | { readonly type: "phase"; readonly cell: PlannedCell; readonly phase: Phase; readonly share: number }
  | { readonly type: "finished"; readonly cell: PlannedCell; readonly record: RunRecord };

/** The reports of all phases of a cell. */
type PhaseReports = { readonly [P in Exclude<Phase, "answer">]: PhaseTable[P]["report"] };

/** What the record of a cell without figures says about the phase that did not finish. */
type UnfinishedOutcome = WithoutHeader<Exclude<RunRecord, OkRecord>>;

/** Applied to each kind of record in turn, since a plain Omit would merge the kinds. */
type WithoutHeader<R> = R extends RunHeader ? Omit<R, keyof RunHeader> : never;

type PhaseResult<P extends Phase> =
  | { readonly report: PhaseTable[P]["report"] }
  | { readonly unfinished: UnfinishedOutcome };

/**
 * Runs cells one after another, each phase through the executor, and appends each cell's record before the next cell
 * starts. A preparation or training that failed is not retried within this run: all cells that need it fail in the same
 * way.
 * @throws the signal's reason if stopped
 */
export async function runPlan(settings: RunSettings): Promise<void> {
  const failedBefore: FailedBefore = new Map();
  for (const cell of settings.cells) {
    settings.signal.throwIfAborted();
    if (settings.mayStart?.(cell) === false) return;
    const record = await recordOf(settings, cell, failedBefore);
    await settings.store.append(record);
    settings.onEvent({ type: "finished", cell, record });
  }
}

/** What an earlier cell found of what this one needs, too, and is not tried again: by artifact key. */
export type FailedBefore = Map<string, UnfinishedOutcome>;

/** All that a cell is measured with, beside the cell. */
export type CellSettings = Omit<RunSettings, "mayStart">;

/** Runs a cell, and appends nothing. @throws the signal's reason if stopped */
export async function recordOf(
  settings: CellSettings,
  cell: PlannedCell,
  failedBefore: FailedBefore = new Map(),
): Promise<RunRecord> {
  const header = headerOf(settings, cell);
  return { ...header, ...(await runCell({ settings, cell, header, failedBefore })) } as RunRecord;
}

/**
 * Trains what a cell needs, teachers included, unless it is among the artifacts.
 * @returns the record of the cell where that cannot be done, else null
 * @throws the signal's reason if stopped
 */
export async function trainFor(settings: CellSettings, cell: PlannedCell): Promise<RunRecord | null> {
  const header = headerOf(settings, cell);
  const trained = await trainedFor({ settings, cell, header, failedBefore: new Map() });
  return "unfinished" in trained ? ({ ...header, ...trained.unfinished } as RunRecord) : null;
}

function headerOf({ plan, host, now }: CellSettings, { experiment, repeat }: PlannedCell): RunHeader {
  return { schema: RECORD_SCHEMA, experiment, repeat, startedAt: now().toISOString(), code: plan.code, host };
}

/** Before each phase that reads a cell's texts, so that none reads damaged ones. */
async function withTexts<P extends Phase>(
  cellRun: CellRun,
  phase: () => Promise<PhaseResult<P>>,
): Promise<PhaseResult<P>> {
  const { settings, cell } = cellRun;
  const { plan, store } = settings;
  const prepared = await prepareTexts(cellRun, corpusKey(cell, plan.code), () => jobsOf(plan, store).prepare(cell));
  return "unfinished" in prepared ? prepared : phase();
}

function trainedFor(cellRun: CellRun): Promise<PhaseResult<"train">> {
  return withTexts(cellRun, () => findOrTrain(cellRun, cellRun.cell));
}

async function runCell(cellRun: CellRun): Promise<Omit<OkRecord, keyof RunHeader> | UnfinishedOutcome> {
  const { settings, cell } = cellRun;
  const jobs = jobsOf(settings.plan, settings.store);
  const run = <P extends Phase>(phase: P, job: PhaseTable[P]["job"]) => runPhaseOf(settings, cell, phase, job);

  const trained = await trainedFor(cellRun);
  if ("unfinished" in trained) return trained.unfinished;
  const compressed = await withTexts(cellRun, () => run("compress", jobs.compress(cell)));
  if ("unfinished" in compressed) return compressed.unfinished;
  const served = await withTexts(cellRun, () => serveQuietly(() => run("serve", jobs.serve(cell)), cell, settings));
  if ("unfinished" in served) return served.unfinished;

  const reports = { prepare: undefined, train: trained.report, compress: compressed.report, serve: served.report };
  return okBody(reports, (usage) => settings.costOf(usage, cell.priceId));
}

/** Serves again while the timing was disturbed, and keeps the least disturbed one. */
async function serveQuietly(
  serve: () => Promise<PhaseResult<"serve">>,
  cell: PlannedCell,
  { repeats, mayRepeat }: CellSettings,
): Promise<PhaseResult<"serve">> {
  const first = await serve();
  if ("unfinished" in first) return first;
  const attempts = [first.report];
  while (repeats.servings.wantsAnother(attempts) && mayRepeat?.(cell) !== false) {
    const again = await serve();
    if ("unfinished" in again) break;
    attempts.push(again.report);
  }
  const { usage, ...best } = leastDisturbed(attempts);
  return { report: { ...best, usage: attempts.length === 1 ? usage : { ...usage, serveAttempts: attempts.length } } };
}

/** The cell that is being run. */
interface CellRun {
  readonly settings: CellSettings;
  readonly cell: PlannedCell;
  readonly header: RunHeader;
  readonly failedBefore: FailedBefore;
}

async function prepareTexts(
  { settings, cell, failedBefore }: CellRun,
  key: string,
  job: () => PhaseTable["prepare"]["job"],
): Promise<PhaseResult<"prepare">> {
  if (await settings.store.hasCorpus(key)) return { report: undefined };
  return unlessFailedBefore(failedBefore, key, () => runPhaseOf(settings, cell, "prepare", job()));
}

/** The training of the cell itself or of a teacher: found among the artifacts, or run after its own teachers' trainings. */
async function findOrTrain(cellRun: CellRun, planned: PlannedTraining): Promise<PhaseResult<"train">> {
  const { settings, cell, header, failedBefore } = cellRun;
  const { plan, store } = settings;
  const key = trainingKey(planned, plan.code);
  const known = await store.findTraining(key);
  if (known !== null) return { report: known };
  const teachers = await trainTeachers(cellRun, planned);
  if ("unfinished" in teachers) return teachers;
  const answers = await askTeachers(cellRun, planned);
  if ("unfinished" in answers) return answers;
  const shared = await shareOutTexts(cellRun, planned);
  if ("unfinished" in shared) return shared;
  const run = `${runKey(planned)}@${header.startedAt}`;
  const job = jobsOf(plan, store).train(planned, run, teachers.reports, answers.reports);
  return unlessFailedBefore(failedBefore, key, () => runPhaseOf(settings, cell, "train", job));
}

/** Lays the rows of each worker apart, where they have their own. */
async function shareOutTexts(cellRun: CellRun, planned: PlannedTraining): Promise<PhaseResult<"prepare">> {
  const { plan, store } = cellRun.settings;
  const key = ownersKey(planned, plan.code);
  const job = jobsOf(plan, store).shareOut(planned);
  return key === undefined || job === null ? { report: undefined } : prepareTexts(cellRun, key, () => job);
}

async function trainTeachers(
  cellRun: CellRun,
  student: PlannedTraining,
): Promise<{ reports: PhaseTable["train"]["report"][] } | { unfinished: UnfinishedOutcome }> {
  const reports: PhaseTable["train"]["report"][] = [];
  const { plan, store } = cellRun.settings;
  for (const planned of teacherTrainings(student)) {
    // One of another source reads other texts than its student.
    const prepared = await prepareTexts(cellRun, corpusKey(planned, plan.code), () =>
      jobsOf(plan, store).prepare(planned),
    );
    if ("unfinished" in prepared) return prepared;
    const trained = await findOrTrain(cellRun, planned);
    if ("unfinished" in trained) return { unfinished: blamingTeacher(trained.unfinished, planned.experiment) };
    reports.push(trained.report);
  }
  return { reports };
}

/** The answers of teachers of other sources to a student's texts: found among the artifacts, or asked for. */
async function askTeachers(
  cellRun: CellRun,
  student: PlannedTraining,
): Promise<{ reports: Map<string, PhaseTable["answer"]["report"]> } | { unfinished: UnfinishedOutcome }> {
  const { settings, cell, failedBefore } = cellRun;
  const { plan, store } = settings;
  const jobs = jobsOf(plan, store);
  const reports = new Map<string, PhaseTable["answer"]["report"]>();
  const raw = jobs.rawTexts(student);
  if (raw === null) return { reports };
  const prepared = await prepareTexts(cellRun, raw.key, () => jobs.prepareRaw(student));
  if ("unfinished" in prepared) return prepared;
  for (const { key, job, teacher } of jobs.answers(student)) {
    const known = await store.findAnswers(key);
    const answered =
      known === null
        ? await unlessFailedBefore(failedBefore, key, () => runPhaseOf(settings, cell, "answer", job))
        : { report: known };
    if ("unfinished" in answered) return { unfinished: blamingTeacher(answered.unfinished, teacher) };
    reports.set(key, answered.report);
  }
  return { reports };
}

/** The outcome of a student whose teacher did not finish. */
function blamingTeacher(unfinished: UnfinishedOutcome, { id, model, training }: Experiment): UnfinishedOutcome {
  const { source, embedding } = model;
  const teacher = `the teacher ${id} (${source ?? `embedding ${embedding}`}, seed ${training.seed})`;
  switch (unfinished.status) {
    case "skipped":
      return { ...unfinished, reason: `${teacher}: ${unfinished.reason}` };
    case "failed":
      return { ...unfinished, error: `${teacher}: ${unfinished.error}` };
    case "timeout":
      return { ...unfinished, teacher };
  }
}

async function runPhaseOf<P extends Phase>(
  { cells, executor, limitMs, signal, onEvent }: CellSettings,
  cell: PlannedCell,
  phase: P,
  job: PhaseTable[P]["job"],
): Promise<PhaseResult<P>> {
  const onProgress = (share: number) => onEvent({ type: "phase", cell, phase, share });
  onProgress(0);
  const isLast = phase === "serve" && cell === cells.at(-1);
  const ahead = isLast ? {} : { onTimed: executor.startAhead };
  const outcome = await executor.run(phase, job, { limitMs, signal, onProgress, ...ahead });
  return outcome.status === "done" ? { report: outcome.report } : { unfinished: unfinishedOf(phase, outcome) };
}

function unfinishedOf(phase: Phase, outcome: Exclude<PhaseOutcome<unknown>, { status: "done" }>): UnfinishedOutcome {
  switch (outcome.status) {
    case "unavailable":
      return { status: "skipped", reason: outcome.reason };
    case "failed":
      return { status: "failed", phase, kind: outcome.kind, error: outcome.error };
    case "timeout":
      return { status: "timeout", phase, limitMs: outcome.limitMs };
  }
}

/** Runs a preparation or training, unless it has already failed in this run. */
async function unlessFailedBefore<P extends Phase>(
  failedBefore: FailedBefore,
  key: string,
  run: () => Promise<PhaseResult<P>>,
): Promise<PhaseResult<P>> {
  const before = failedBefore.get(key);
  if (before !== undefined) return { unfinished: before };
  const result = await run();
  if ("unfinished" in result) failedBefore.set(key, result.unfinished);
  return result;
}

function courseOf(report: PhaseReports["train"]): TrainingCourse {
  const { history, executed, stopped, reducedAfter, evaluationWallMs, privacy } = report;
  return { history, executed, stopped, reducedAfter, evaluationWallMs, ...(privacy && { privacy }) };
}

/** Combines what the phases measured. Every cell that uses a training records its usage. */
function okBody(
  { train, compress, serve }: PhaseReports,
  costOf: (usage: Usage) => CostEstimate,
): Omit<OkRecord, keyof RunHeader> {
  const usage: Usage = {
    trainWallMs: train.trainWallMs,
    trainSteps: train.trainSteps,
    compressWallMs: compress.compressWallMs,
    ...serve.usage,
    trainPeakRssBytes: train.peakRssBytes,
    ...(train.together === undefined ? {} : { together: train.together }),
    modelBytes: compress.modelBytes,
    modelGzipBytes: compress.modelGzipBytes,
    artifactBytes: compress.artifactBytes,
    processWallMs: { train: train.processWallMs, compress: compress.processWallMs, serve: serve.processWallMs },
    trainRun: train.trainRun,
    ...(train.disturbance === null ? {} : { trainDisturbance: train.disturbance }),
    ...(serve.disturbance === null ? {} : { serveDisturbance: serve.disturbance }),
    ...(train.teaching === undefined ? {} : { teaching: train.teaching }),
    ...(train.power === undefined ? {} : { trainPower: train.power }),
  };
  return {
    status: "ok",
    quality: serve.quality,
    corpus: serve.corpus,
    ...(compress.graph === undefined ? {} : { graph: compress.graph }),
    ...(compress.parameters === undefined ? {} : { parameters: compress.parameters }),
    training: courseOf(train),
    usage,
    cost: costOf(usage),
    executed: serve.executed,
  };
}
