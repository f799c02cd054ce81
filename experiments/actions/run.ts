import { readFile, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { backends } from "../../backends/registry.ts";
import { readPricing } from "../../data/given-prices.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { exists, writeFileAtomically } from "../../harness/base/files.io.ts";
import { folderInspector } from "../../harness/base/seal.io.ts";
import { isSample, type Plan, type RunLine, recordsIn } from "../../harness/contract/index.ts";
import { planText } from "../../harness/contract/parse-run.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { mendLines, readPlan, readRunLines, type Warn } from "../../harness/contract/run-folder.io.ts";
import { remaining } from "../../harness/measure/cell-states.ts";
import { runRepeats } from "../../harness/measure/machine/repeats.ts";
import { filterPlan } from "../../harness/measure/plan.ts";
import { childExecutor } from "../../harness/measure/runner/child-executor.io.ts";
import type { Executor } from "../../harness/measure/runner/executor.ts";
import { describeHost } from "../../harness/measure/runner/host.io.ts";
import { lockFile } from "../../harness/measure/runner/lock.io.ts";
import { openRunStore } from "../../harness/measure/runner/run-store.io.ts";
import type { RunStore } from "../../harness/measure/runner/run-store.ts";
import { type Shard, shardPlan } from "../../harness/measure/runner/shard.ts";
import { writeReports } from "../../reports/write.io.ts";
import { Budget, type Expense } from "../budget.ts";
import { cacheFolders, cacheLimitBytes, limitCache, markRun } from "../cache.io.ts";
import { continuation } from "../continuation.ts";
import { dataLines } from "../data-lines.ts";
import { missingText, withoutLost } from "../lost-models.ts";
import { ownMeasuringCode } from "../phase-processes.ts";
import { makeFolder, refuseImpossiblePlace, shownPlace } from "../place.io.ts";
import { planMatrix } from "../plan-matrix.io.ts";
import { note, print, printJson } from "../print.ts";
import { interject } from "../progress.ts";
import { endOf, nothingFits, type RunEnding } from "../run-ending.ts";
import { defaultRunFolder, otherAnswer, RUN_FOLDER, refuseOther, setRunAside } from "../run-folder.io.ts";
import { resultJson, sayAnswer, sayModel } from "../say-result.ts";
import { sayResume, sayTime } from "../say-start.ts";
import { stopOnSignals } from "../stop-on-signals.ts";
import { configurationTable } from "../tables.ts";
import { forecastOf, sayForecast } from "./forecast.ts";
import { firstExpense, type Measuring, runCells, sampleCells } from "./measure.ts";
import { roundRange, roundsSoFar, sampleUntilPrecise, trainUntilPrecise, withoutPrecision } from "./until-precise.ts";
import { leftOf, workOf } from "./work.ts";

export interface RunOptions {
  readonly matrix?: string;
  readonly out?: string;
  readonly dataset?: string;
  readonly filter: readonly string[];
  /** Offers by backend, or pricing files, to use instead of the matrix's. */
  readonly prices: readonly string[];
  /** Rounds of serving samples; what the matrix needs if left out. */
  readonly rounds?: number;
  readonly fresh: boolean;
  /** Goes on in a folder with the answer of another plan, which it keeps aside. */
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly timeLimit: number;
  /** How often a disturbed timing is taken again at most. */
  readonly repeatDisturbed: number;
  /** Runs only this share of the cells. */
  readonly shard?: Shard;
  /** Stops before what would exceed them, the start of this process included. */
  readonly maxMinutes?: number;
  readonly maxUsd?: number;
}

/**
 * A terminal's Ctrl-C also reaches the loader that started this process, and the loader kills a process that does not
 * respond: the event loop must be free for this long before the report is written.
 */
const SIGN_OF_LIFE_MS = 150;

/**
 * Runs the remaining cells of a matrix, records each one, samples the serving of all of them in rounds, and writes the
 * reports.
 * @param named the matrix, unless --matrix names it
 */
export async function run(named: string | undefined, options: RunOptions): Promise<void> {
  const name = matrixOf(named, options);
  if (options.out !== undefined) await refuseImpossiblePlace(options.out, RUN_FOLDER);
  const { code, script } = await ownMeasuringCode();
  const executor = childExecutor(script);
  try {
    // Loads its code while the run is planned.
    if (!options.dryRun) executor.startAhead();
    await runMatrix(name, options, { code, executor });
  } finally {
    executor.close();
  }
}

async function runMatrix(
  name: string,
  options: RunOptions,
  { code, executor }: { readonly code: string; readonly executor: Executor },
): Promise<void> {
  const cacheLimit = cacheLimitBytes();
  const prices = await readPricing(options.prices, {
    backends: backends.names,
    option: "--prices",
    readText: (file) => readFile(file, "utf8"),
  });
  const { plan, otherDataset, withSeeds } = await planMatrix({ named: name, dataset: options.dataset, code, prices });
  const filtered = (whole: Plan) => (options.filter.length === 0 ? whole : filterPlan(whole, options.filter));
  const select = (whole: Plan) =>
    options.shard === undefined ? filtered(whole) : shardPlan(withoutPrecision(filtered(whole)), options.shard);
  const selected = select(plan);
  // The same in all shards.
  const wanted = roundRange(filtered(plan), options.rounds);
  const range = options.shard === undefined ? wanted : { ...wanted, most: wanted.fewest };
  // Relative, since messages name files in it.
  const out = shownPlace(options.out ?? defaultRunFolder(plan.name, otherDataset));
  await refuseImpossiblePlace(out, RUN_FOLDER);
  const other = await otherAnswer(out, plan);
  refuseOther(out, other, options.force);
  const recordsFile = join(out, RUN_FILES.records);
  const say = options.json ? note : print;
  /** What the run goes on from; the folder stays as it is. */
  const heldLines = async (warn?: Warn) => {
    if (options.fresh || other !== null) return [];
    const inspect = folderInspector();
    const modelState: RunStore["modelState"] = (id) => inspect(join(out, RUN_FILES.cells, id));
    return (await withoutLost(selected, await readRunLines(recordsFile, warn), modelState)).lines;
  };
  if (options.dryRun) {
    const forecast = forecastOf(selected, range, await heldLines());
    if (options.json) printJson({ folder: out, ...forecast }, 2);
    else sayForecast(selected, forecast, out);
    return;
  }
  const budget = new Budget(options, () => performance.now(), 0);
  // Before --fresh or --force sets anything aside. What is wrong with the folder's lines is said when they are mended.
  if (budget.isLimited) {
    const lines = await heldLines(() => undefined);
    refuseTooLittle(budget, firstExpense(selected, roundsSoFar(plan, range, lines), lines));
  }
  const startedAt = new Date();
  const planFile = join(out, RUN_FILES.plan);
  await makeFolder(out, RUN_FOLDER);
  const unlock = await lockFile(join(out, RUN_FILES.lock));
  const unmark = await markRun(cacheFolders());
  try {
    if (other !== null) interject(`${await setRunAside(out, startedAt)} now holds ${other}`);
    // A run with --fresh that was stopped continues as one.
    const measuredSince = options.fresh ? startedAt.toISOString() : await measuredSinceOf(planFile);
    const store = await openRunStore({
      out: resolve(out),
      artifacts: resolve(".cache", "artifacts"),
      ...(measuredSince === undefined ? {} : { trainedSince: new Date(measuredSince) }),
      onDamaged: interject,
    });
    for (const file of [recordsFile, join(out, RUN_FILES.samples)]) {
      if (options.fresh) await setAside(file, startedAt);
      await mendLines(file, interject);
    }
    const held = await readRunLines(recordsFile);
    const { lines: before, missing: gone } = await withoutLost(selected, held, store.modelState);
    if (gone > 0) interject(missingText(gone));
    const writePlan = (now: Plan) =>
      writeFileAtomically(planFile, planText({ ...now, ...(measuredSince === undefined ? {} : { measuredSince }) }));
    await writePlan(plan);
    const { toRun, stale, failed, done } = remaining(selected, recordsIn(before));
    const work = workOf(selected, range.fewest, toRun, before);
    // A check refers to the figures that it compared; next to newer ones it would be mistaken for a check of those.
    if (toRun.length + work.samples > 0) await setAside(join(out, RUN_FILES.check), startedAt);
    for (const line of dataLines(plan)) say(line);
    sayResume(say, selected, { done: done.length, stale: stale.length, failed: failed.length });
    sayTime(say, work, { cells: toRun.length, rounds: range.fewest });
    const measuring: Measuring = {
      plan,
      store,
      executor,
      host: await describeHost(),
      limitMs: options.timeLimit * 1000,
      signal: stopOnSignals(),
      repeats: runRepeats(options.repeatDisturbed),
      budget,
    };
    // What has just been appended decides what can be sampled, and whether it is enough.
    const readLines = () => readRunLines(recordsFile);
    let whole = plan;
    const stopped = await stoppedDuring(measuring.signal, async () => {
      if (toRun.length > 0) await runCells(measuring, toRun, before);
      const goesOn = () => budget.overrun === null;
      await trainUntilPrecise({
        plan,
        select,
        withSeeds,
        readLines,
        goesOn,
        run: async (wider, cells) => {
          const part = { ...wider, cells };
          const { lines } = await withoutLost(part, await readLines(), store.modelState);
          const further = remaining(part, recordsIn(lines)).toRun;
          if (further.length > 0) await runCells({ ...measuring, plan: wider }, further, lines);
        },
        keep: async (wider) => {
          whole = wider;
          await writePlan(wider);
        },
      });
      await sampleUntilPrecise({
        plan: select(whole),
        range,
        readLines,
        goesOn,
        sample: (missing, rounds, lines) => sampleCells({ ...measuring, plan: whole }, { missing, rounds }, lines),
      });
    });
    if (stopped) await setTimeout(SIGN_OF_LIFE_MS);
    const after = await readLines();
    const ending: RunEnding = {
      stopped,
      overrun: budget.overrun,
      left: leftOf(select(whole), roundsSoFar(whole, range, after), after),
      hasProgressed: finishedLines(after) > finishedLines(held),
      without: options.shard !== undefined ? "--shard" : options.filter.length > 0 ? "--filter" : null,
      again: continuation(process.argv.slice(2)),
    };
    await conclude(out, ending, options.json);
    const removed = await limitCache(cacheFolders(), cacheLimit, new Date());
    if (removed !== null) interject(removed);
  } finally {
    await unmark();
    await unlock();
  }
}

/** @throws ConfigError if not even what comes first fits: the same command would never get further */
function refuseTooLittle(budget: Budget, first: Expense | null): void {
  if (first !== null) budget.allows(() => first);
  if (budget.overrun !== null) throw new ConfigError(nothingFits(budget.overrun));
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

/** How many samples and cells were finished, or skipped. */
function finishedLines(lines: readonly RunLine[]): number {
  return lines.filter((line) => isSample(line) || line.status === "ok" || line.status === "skipped").length;
}

/** When this folder was last run with --fresh. A plan that cannot be read will be replaced, so it counts as none. */
async function measuredSinceOf(planFile: string): Promise<string | undefined> {
  return readPlan(planFile).then(
    ({ measuredSince }) => measuredSince,
    () => undefined,
  );
}

/** @returns whether Ctrl-C stopped it */
async function stoppedDuring(stop: AbortSignal, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (stop.aborted) return true;
    throw error;
  }
}

/** Writes the reports and prints the result: words, or JSON with the words on stderr. */
async function conclude(out: string, ending: RunEnding, isJson: boolean): Promise<void> {
  const say = isJson ? note : print;
  const written = await writeReports(out);
  const { analysis, model } = written;
  say(configurationTable(analysis));
  say("");
  sayAnswer(say, analysis);
  for (const file of [RUN_FILES.report, RUN_FILES.summaryJson, RUN_FILES.summaryCsv]) say(join(out, file));
  const end = endOf(analysis, ending);
  if (end !== null) {
    say(["\n", end.exitCode === 0 ? end.text : { text: end.text, style: "bad" }]);
    process.exitCode = end.exitCode;
  }
  sayModel(say, model);
  if (isJson) printJson(resultJson(out, written), 2);
}

async function setAside(file: string, now: Date): Promise<void> {
  if (!(await exists(file))) return;
  await rename(file, file.replace(/\.jsonl?$/, `.${now.toISOString().replaceAll(":", "-")}$&`));
}
