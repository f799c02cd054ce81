import { rename } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { findPrice } from "../../data/prices.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { exists, writeFileAtomically } from "../../harness/base/files.io.ts";
import type { Plan, PlannedCell, RunRecord } from "../../harness/contract/index.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { dropTornLine, readPlan, readRecords } from "../../harness/contract/run-folder.io.ts";
import { labelsOf } from "../../harness/judge/analysis/labels.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { estimateCost } from "../../harness/judge/pricing/cost.ts";
import { filterPlan, remaining } from "../../harness/measure/plan.ts";
import { childExecutor } from "../../harness/measure/runner/child-executor.io.ts";
import { estimateTime } from "../../harness/measure/runner/estimate.ts";
import { describeHost } from "../../harness/measure/runner/host.io.ts";
import { lockFile } from "../../harness/measure/runner/lock.io.ts";
import { runPlan } from "../../harness/measure/runner/run-plan.ts";
import { openRunStore } from "../../harness/measure/runner/run-store.io.ts";
import type { RunStore } from "../../harness/measure/runner/run-store.ts";
import { answerText } from "../../reports/words/answer.ts";
import { majorityLines } from "../../reports/words/class-names.ts";
import { pricesText } from "../../reports/words/prices.ts";
import { terminalWarnings } from "../../reports/words/warnings.ts";
import { writeReports } from "../../reports/write.io.ts";
import { ownMeasuringCode } from "../phase-processes.ts";
import { planMatrix } from "../plan-matrix.io.ts";
import { durationText, progressReporter } from "../progress.ts";
import { INTERRUPTED, stopOnSignals } from "../stop-on-signals.ts";
import { cellTable, configurationTable } from "../tables.ts";

export interface RunOptions {
  readonly matrix?: string;
  readonly out?: string;
  readonly dataset?: string;
  readonly filter: readonly string[];
  readonly fresh: boolean;
  readonly dryRun: boolean;
  readonly timeLimit: number;
}

/**
 * A terminal's Ctrl-C also reaches the loader that started this process, and the loader kills a process that does not
 * respond: the event loop must be free for this long before the report is written.
 */
const SIGN_OF_LIFE_MS = 150;

/**
 * Runs the remaining cells of a matrix, records each one, and writes the reports.
 * @param named the matrix, unless --matrix names it
 */
export async function run(named: string | undefined, options: RunOptions): Promise<void> {
  const name = matrixOf(named, options);
  const measuring = await ownMeasuringCode();
  const plan = await planMatrix(name, options.dataset, measuring.code);
  const selected = options.filter.length === 0 ? plan : filterPlan(plan, options.filter);
  const out = resolve(options.out ?? join("runs", plan.name));
  const recordsFile = join(out, RUN_FILES.records);
  if (options.dryRun) {
    printDryRun(selected, options.fresh ? [] : await readRecords(recordsFile), out);
    return;
  }
  const startedAt = new Date();
  const planFile = join(out, RUN_FILES.plan);
  // A run with --fresh that was stopped continues as one.
  const measuredSince = options.fresh ? startedAt.toISOString() : await measuredSinceOf(planFile);
  const store = await openRunStore({
    out,
    artifacts: resolve(".cache", "artifacts"),
    ...(measuredSince === undefined ? {} : { trainedSince: new Date(measuredSince) }),
  });
  const unlock = await lockFile(join(out, RUN_FILES.lock));
  try {
    if (options.fresh) await setAside(recordsFile, startedAt);
    await dropTornLine(recordsFile);
    const before = await readRecords(recordsFile);
    const written = { ...plan, ...(measuredSince === undefined ? {} : { measuredSince }) };
    await writeFileAtomically(planFile, `${JSON.stringify(written, null, 2)}\n`);
    const { toRun, stale, failed, done } = remaining(selected, before);
    // A check refers to the records that it compared; next to newer ones it would be mistaken for a check of those.
    if (toRun.length > 0) await setAside(join(out, RUN_FILES.check), startedAt);
    printResume(selected, { done: done.length, stale: stale.length, failed: failed.length });
    const stop = stopOnSignals();
    const stopped =
      toRun.length === 0
        ? false
        : await runCells({ plan, cells: toRun, before, store, script: measuring.script, options, stop });
    if (stopped) await setTimeout(SIGN_OF_LIFE_MS);
    await conclude(out, stopped);
  } finally {
    await unlock();
  }
}

/** @throws ConfigError if no matrix is named, or two different ones are */
function matrixOf(named: string | undefined, { matrix }: RunOptions): string {
  const name = named ?? matrix;
  if (name === undefined) throw new ConfigError("no matrix given: name one, such as quant.json");
  if (matrix !== undefined && matrix !== name) {
    throw new ConfigError(`two matrices given, ${name} and --matrix ${matrix}: leave one out`);
  }
  return name;
}

/** When this folder was last run with --fresh. A plan that cannot be read will be replaced, so it counts as none. */
async function measuredSinceOf(planFile: string): Promise<string | undefined> {
  return readPlan(planFile).then(
    ({ measuredSince }) => measuredSince,
    () => undefined,
  );
}

interface CellsToRun {
  readonly plan: Plan;
  readonly cells: readonly PlannedCell[];
  readonly before: readonly RunRecord[];
  readonly store: RunStore;
  /** The script that the phase processes run. */
  readonly script: string;
  readonly options: RunOptions;
  readonly stop: AbortSignal;
}

/** @returns whether Ctrl-C stopped it */
async function runCells({ plan, cells, before, store, script, options, stop }: CellsToRun): Promise<boolean> {
  const labels = labelsOf(plan);
  const progress = progressReporter({
    stream: process.stderr,
    total: cells.length,
    estimateMs: estimateTime(plan, cells, before).ms,
    labelOf: ({ configuration, experiment }) => `${labels.names.get(configuration)} · seed ${experiment.training.seed}`,
    nowMs: () => performance.now(),
  });
  try {
    await runPlan({
      plan,
      cells,
      executor: childExecutor(script),
      store,
      host: await describeHost(),
      costOf: (usage, priceId) => estimateCost(usage, findPrice(priceId)),
      limitMs: options.timeLimit * 1000,
      signal: stop,
      now: () => new Date(),
      onEvent: progress.onEvent,
    });
    return false;
  } catch (error) {
    if (stop.aborted) return true;
    throw error;
  } finally {
    progress.end();
  }
}

/** Writes the reports and prints the result. */
async function conclude(out: string, stopped: boolean): Promise<void> {
  const analysis = await writeReports(out);
  const { counts } = analysis;
  console.log(configurationTable(analysis));
  console.log(`\n${answerText(analysis)}\n`);
  const lines = [...majorityLines(analysis), ...terminalWarnings(analysis.warnings), ...pricesText(analysis.prices)];
  for (const line of lines) console.log(line);
  for (const file of [RUN_FILES.report, RUN_FILES.summaryJson, RUN_FILES.summaryCsv]) {
    console.log(relative(process.cwd(), join(out, file)));
  }
  if (stopped) {
    console.log(
      `\nStopped with ${counts.missing} of ${plural(analysis.cells.length, "cell")} left; run the same command to continue.`,
    );
    process.exitCode = INTERRUPTED;
  } else if (counts.failed + counts.timeout > 0) {
    console.log(
      `\n${counts.failed + counts.timeout} of ${plural(analysis.cells.length, "cell")} failed; see the report for the reasons.`,
    );
    process.exitCode = 1;
  } else if (counts.missing > 0) {
    console.log(
      `\n${counts.missing} of ${plural(analysis.cells.length, "cell")} not run yet; run without --filter to include them.`,
    );
  }
}

async function setAside(file: string, now: Date): Promise<void> {
  if (!(await exists(file))) return;
  await rename(file, file.replace(/\.jsonl?$/, `.${now.toISOString().replaceAll(":", "-")}$&`));
}

function printDryRun(plan: Plan, records: readonly RunRecord[], out: string): void {
  const { toRun, done, stale } = remaining(plan, records);
  const { trainings, ms } = estimateTime(plan, toRun, records);
  console.log(cellTable(plan));
  console.log(
    `\n${plural(plan.cells.length, "cell")}, ${done.length} done, ${stale.length} stale, ${toRun.length} to run`,
  );
  console.log(
    `${plural(trainings, "training")}; about ${durationText(ms)} in total; results go to ${relative(process.cwd(), out)}`,
  );
}

function printResume(plan: Plan, counts: { done: number; stale: number; failed: number }): void {
  const notes = [
    counts.done > 0 ? `${counts.done} already done` : null,
    counts.stale > 0 ? `${counts.stale} to measure again because the code changed` : null,
    counts.failed > 0 ? `${counts.failed} to retry after a failure` : null,
  ].filter((note) => note !== null);
  console.log(
    `${plan.name}: ${plural(plan.cells.length, "cell")}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`,
  );
}
