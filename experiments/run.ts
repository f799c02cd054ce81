/** Runs a matrix: `tsx experiments/run.ts --matrix quant.json`. The same command again continues where it stopped. */

import { readFile, rename } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Command } from "commander";
import { backends } from "../backends/registry.ts";
import { defaultPriceId, findPrice, priceIds } from "../data/prices.ts";
import { datasets, openDataset } from "../data/registry.ts";
import { ConfigError } from "../harness/base/errors.ts";
import { exists, writeFileAtomically } from "../harness/base/files.io.ts";
import type { Plan, PlannedCell, RunRecord } from "../harness/contract/index.ts";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import { mendTornLine, readPlan, readRecords } from "../harness/contract/run-folder.io.ts";
import { labelsOf } from "../harness/judge/analysis/labels.ts";
import { plural } from "../harness/judge/figures/format.ts";
import { estimateCost } from "../harness/judge/pricing/cost.ts";
import { findMatrix } from "../harness/measure/matrix/find.io.ts";
import { loadKnownPlugins } from "../harness/measure/matrix/known-names.ts";
import { withDataset } from "../harness/measure/matrix/override.ts";
import { parseMatrix } from "../harness/measure/matrix/parse.ts";
import { buildPlan, datasetSpecs, filterPlan, remaining, unlabelledSpecs } from "../harness/measure/plan.ts";
import { codeHash } from "../harness/measure/runner/code-hash.io.ts";
import { estimateTime } from "../harness/measure/runner/estimate.ts";
import { describeHost } from "../harness/measure/runner/host.io.ts";
import { lockFile } from "../harness/measure/runner/lock.io.ts";
import { runPlan } from "../harness/measure/runner/run-plan.ts";
import { openRunStore } from "../harness/measure/runner/run-store.io.ts";
import { answerText } from "../reports/words/answer.ts";
import { writeReports } from "../reports/write.io.ts";
import { main } from "./main.ts";
import { phaseProcesses, projectFolder } from "./phase-processes.ts";
import { durationText, progressReporter } from "./progress.ts";
import { INTERRUPTED, stopOnSignals } from "./stop-on-signals.ts";
import { cellTable, configurationTable } from "./tables.ts";

interface Options {
  readonly matrix: string;
  readonly out?: string;
  readonly dataset?: string;
  readonly filter: readonly string[];
  readonly fresh: boolean;
  readonly dryRun: boolean;
  readonly timeLimit: number;
}

/**
 * A terminal's Ctrl-C also reaches the loader that started this process, which waits for a sign of life before it
 * kills: the event loop must be free for this long before the report is written.
 */
const SIGN_OF_LIFE_MS = 150;
/** Timers of Node hold 31 bits of milliseconds. */
const LONGEST_LIMIT_SECONDS = 2_147_483;

const program = new Command("run")
  .description("Runs every cell of a matrix, records it, and writes the cost report. Run again to continue.")
  .requiredOption("--matrix <file>", "a matrix file, or the name of one under experiments/matrices")
  .option("--out <folder>", "run folder (default: runs/<name of the matrix>)")
  .option("--dataset <spec>", 'other data than the matrix names, such as "csv:train.csv,test=test.csv"')
  .option("--filter <key=value>", "run only cells with this field; repeat to narrow down", collect, [])
  .option("--fresh", "measure everything anew, training included; older records are set aside", false)
  .option("--dry-run", "list the cells and the time they will take, and run none", false)
  .option("--time-limit <seconds>", "stop a phase of a cell after this time", readSeconds, 1800);

await main(program, run);

async function run(options: Options): Promise<void> {
  const plan = await makePlan(options);
  const selected = options.filter.length === 0 ? plan : filterPlan(plan, options.filter);
  const out = resolve(options.out ?? join("runs", plan.name));
  const recordsFile = join(out, RUN_FILES.records);
  if (options.dryRun) {
    printDryRun(selected, options.fresh ? [] : await readRecords(recordsFile), out);
    return;
  }
  const startedAt = new Date();
  const planFile = join(out, RUN_FILES.plan);
  // A run that was asked to measure everything anew and was stopped still does so when it goes on.
  const measuredSince = options.fresh ? startedAt.toISOString() : await measuredSinceOf(planFile);
  const store = await openRunStore({
    out,
    artifacts: resolve(".cache", "artifacts"),
    ...(measuredSince === undefined ? {} : { trainedSince: new Date(measuredSince) }),
  });
  const unlock = await lockFile(join(out, RUN_FILES.lock));
  try {
    if (options.fresh) await setAside(recordsFile, startedAt);
    await mendTornLine(recordsFile);
    const before = await readRecords(recordsFile);
    const written = { ...plan, ...(measuredSince === undefined ? {} : { measuredSince }) };
    await writeFileAtomically(planFile, `${JSON.stringify(written, null, 2)}\n`);
    const { toRun, stale, failed, done } = remaining(selected, before);
    // A check speaks of the records that it saw: beside newer ones it would pass for a check of them.
    if (toRun.length > 0) await setAside(join(out, RUN_FILES.check), startedAt);
    printResume(selected, { done: done.length, stale: stale.length, failed: failed.length });
    const stop = stopOnSignals();
    const stopped = toRun.length === 0 ? false : await runCells(plan, toRun, before, store, options, stop);
    if (stopped) await setTimeout(SIGN_OF_LIFE_MS);
    await conclude(out, stopped);
  } finally {
    await unlock();
  }
}

/** When a run in this folder was last asked to measure everything anew; a plan that cannot be read is written anew. */
async function measuredSinceOf(planFile: string): Promise<string | undefined> {
  return readPlan(planFile).then(
    ({ measuredSince }) => measuredSince,
    () => undefined,
  );
}

/** Reads the matrix, opens its datasets and lays out the cells. Everything that can be wrong with the input shows here. */
async function makePlan(options: Options): Promise<Plan> {
  const file = await findMatrix(options.matrix, {
    cwd: process.cwd(),
    matricesFolder: join(projectFolder, "experiments", "matrices"),
  });
  const names = { ...(await loadKnownPlugins()), backends: backends.names, datasets: datasets.names, prices: priceIds };
  const written = parseMatrix(await readFile(file, "utf8"), relative(process.cwd(), file), names);
  const matrix = options.dataset === undefined ? written : withDataset(written, options.dataset);
  const { changesTraining, distillationOf } = names;
  const specs = new Set([...datasetSpecs(matrix), ...unlabelledSpecs(matrix, distillationOf)]);
  const opened = new Map(
    await Promise.all(
      [...specs].map(async (spec) => [spec, await openDataset(spec, { baseFolder: process.cwd() })] as const),
    ),
  );
  const code = await codeHash(projectFolder);
  return buildPlan({ matrix, datasets: opened, changesTraining, distillationOf, code, defaultPriceId });
}

/** @returns true when Ctrl-C stopped it */
async function runCells(
  plan: Plan,
  cells: readonly PlannedCell[],
  before: readonly RunRecord[],
  store: Awaited<ReturnType<typeof openRunStore>>,
  options: Options,
  stop: AbortSignal,
): Promise<boolean> {
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
      executor: await phaseProcesses(plan.code),
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

/** Writes the reports over what is there and says what came out. */
async function conclude(out: string, stopped: boolean): Promise<void> {
  const analysis = await writeReports(out);
  const { counts } = analysis;
  console.log(configurationTable(analysis));
  console.log(`\n${answerText(analysis)}\n`);
  for (const file of [RUN_FILES.report, RUN_FILES.summaryJson, RUN_FILES.summaryCsv]) {
    console.log(relative(process.cwd(), join(out, file)));
  }
  if (stopped) {
    console.log(`\nStopped; ${counts.missing} of ${analysis.cells.length} cells are left. The same command goes on.`);
    process.exitCode = INTERRUPTED;
  } else if (counts.failed + counts.timeout > 0) {
    console.log(`\n${counts.failed + counts.timeout} of ${analysis.cells.length} cells failed; the report says why.`);
    process.exitCode = 1;
  } else if (counts.missing > 0) {
    console.log(`\n${counts.missing} of ${analysis.cells.length} cells have not run yet; without --filter they do.`);
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
    `${plural(trainings, "training")}; about ${durationText(ms)} in all; results go to ${relative(process.cwd(), out)}`,
  );
}

function printResume(plan: Plan, counts: { done: number; stale: number; failed: number }): void {
  const notes = [
    counts.done > 0 ? `${counts.done} done before` : null,
    counts.stale > 0 ? `${counts.stale} made by other code, measured anew` : null,
    counts.failed > 0 ? `${counts.failed} failed before, tried again` : null,
  ].filter((note) => note !== null);
  console.log(`${plan.name}: ${plan.cells.length} cells${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`);
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= LONGEST_LIMIT_SECONDS) return seconds;
  throw new ConfigError(
    `--time-limit ${text}: must be a number of seconds above 0 and at most ${LONGEST_LIMIT_SECONDS}`,
  );
}
