import { rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { findStored } from "../../harness/base/at-rest/stored.io.ts";
import { writeFileAtomically } from "../../harness/base/files.io.ts";
import { GrowingRun } from "../../harness/contract/growing-lines.io.ts";
import { isSample, type Plan, type RunLine, recordsIn } from "../../harness/contract/index.ts";
import { planText } from "../../harness/contract/parse-run.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { readPlan } from "../../harness/contract/run-folder.io.ts";
import { NO_PRICES } from "../../harness/judge/pricing/priced-run.ts";
import { remaining } from "../../harness/measure/cell-states.ts";
import { runRepeats } from "../../harness/measure/machine/repeats.ts";
import type { Executor } from "../../harness/measure/runner/executor.ts";
import { describeHost } from "../../harness/measure/runner/host.io.ts";
import { openRunStore } from "../../harness/measure/runner/run-store.io.ts";
import type { RunStore } from "../../harness/measure/runner/run-store.ts";
import { writeReports } from "../../reports/write.io.ts";
import type { Budget } from "../budget.ts";
import { cacheUsesOf, noteCacheUses } from "../cache-use.io.ts";
import { continuation } from "../continuation.ts";
import { dataLines } from "../data-lines.ts";
import { sayEncrypted } from "../encryption/encrypted-folder.io.ts";
import { encryptedText } from "../encryption/encrypted-text.ts";
import { missingText, withoutLost } from "../lost-models.ts";
import { marketSheet } from "../market-sheet.ts";
import { measureMarks } from "../marks/measure-marks.io.ts";
import { skippedLines } from "../missing-parts.ts";
import { missingParts, OPTIONAL_PARTS, withoutInstallable } from "../optional-parts.io.ts";
import { note, print, printJson } from "../print.ts";
import { interject } from "../progress.ts";
import { overdueText } from "../retention.ts";
import { endOf, type RunEnding } from "../run-ending.ts";
import { setRunAside } from "../run-folder.io.ts";
import { resultJson, sayAnswer, sayFaults, sayModels } from "../say-result.ts";
import { sayResume, sayTime } from "../say-start.ts";
import { configurationTable } from "../tables.ts";
import type { CellRunner, Measuring } from "./measure.ts";
import { measureAll } from "./measure-all.ts";
import type { RunScope } from "./run-scope.ts";
import { roundsSoFar } from "./until-precise.ts";
import { leftOf, workOf } from "./work.ts";

interface Options {
  readonly filter: readonly string[];
  readonly shard?: unknown;
  readonly fresh: boolean;
  readonly json: boolean;
  /** What the report is written as. */
  readonly format: readonly string[];
  /** Of each phase, in seconds. */
  readonly timeLimit: number;
  readonly repeatDisturbed: number;
  /** Whether what the configurations are compared with beside one another is measured, too. */
  readonly baselines: boolean;
  /** Where the queue of work is, of a run by workers. */
  readonly redis?: string;
}

/**
 * A terminal's Ctrl-C also reaches the loader that started this process, and the loader kills a process that does not
 * respond: the event loop must be free for this long before the report is written.
 */
const SIGN_OF_LIFE_MS = 150;

interface Means {
  readonly executor: Executor;
  readonly budget: Budget;
  readonly runner: CellRunner;
  /** Stops the run. */
  readonly signal: AbortSignal;
}

/** Measures what is left of a run in its folder, which this process has locked, and writes the reports. */
export async function runInFolder(
  scope: RunScope,
  options: Options,
  { executor, budget, runner, signal }: Means,
): Promise<void> {
  const { plan, select, selected, range, out } = scope;
  const say = options.json ? note : print;
  const startedAt = new Date();
  const { store, keepPlan, measuredSince, readLines } = await goOnIn(scope, options.fresh, startedAt);
  const held = await readLines();
  const { lines: before, missing: gone } = await withoutLost(
    selected,
    await withoutInstallable(selected, held),
    store.modelState,
  );
  if (gone > 0) interject(missingText(gone));
  await keepPlan(plan);
  const { toRun, stale, failed, done } = remaining(selected, recordsIn(before));
  const work = workOf(selected, range.fewest, toRun, before);
  // A check refers to the figures that it compared; next to newer ones it would be mistaken for a check of those.
  if (toRun.length + work.samples > 0) await setAside(join(out, RUN_FILES.check), startedAt);
  for (const line of dataLines(plan)) say(line);
  const overdue = overdueText(plan, out, startedAt);
  if (overdue !== null) note([{ text: overdue, style: "doubt" }]);
  for (const line of skippedLines(selected, await missingParts(selected, toRun))) say(line);
  sayResume(say, selected, { done: done.length, stale: stale.length, failed: failed.length });
  sayTime(say, work, { cells: toRun.length, rounds: range.fewest, isShared: options.redis !== undefined });
  const measuring: Measuring = {
    plan,
    store,
    executor,
    host: await describeHost(),
    limitMs: options.timeLimit * 1000,
    signal,
    repeats: runRepeats(options.repeatDisturbed),
    budget,
  };
  let widest = plan;
  const keep = async (wider: Plan) => {
    widest = wider;
    await keepPlan(wider);
  };
  const stopped = await stoppedDuring(measuring.signal, async () => {
    await measureAll(measuring, runner, scope, { toRun, before, readLines, keep });
    if (!options.baselines || budget.overrun !== null) return;
    await measureBaselines(measuring, scope, measuredSince);
  });
  if (stopped) await setTimeout(SIGN_OF_LIFE_MS);
  const after = await readLines();
  const ending: RunEnding = {
    stopped,
    overrun: budget.overrun,
    left: leftOf(select(widest), roundsSoFar(widest, range, after), after),
    hasProgressed: finishedLines(after) > finishedLines(held),
    without: options.shard !== undefined ? "--shard" : options.filter.length > 0 ? "--filter" : null,
    again: continuation(process.argv.slice(2)),
  };
  await conclude(scope, after, ending, options);
}

/** Whatever goes wrong with them, the run's own results stand. @throws the signal's reason if stopped */
async function measureBaselines(measuring: Measuring, scope: RunScope, since: string | undefined): Promise<void> {
  const { out } = scope;
  const onStart = () => interject("measuring baselines from outside the matrix; --no-baselines leaves them out");
  try {
    await measureMarks(measuring, { out, artifacts: artifactsFolder(scope), since, parts: OPTIONAL_PARTS, onStart });
  } catch (error) {
    measuring.signal.throwIfAborted();
    interject(`no baselines: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Sets aside what this run replaces, and mends what it goes on from. */
async function goOnIn(
  scope: RunScope,
  isFresh: boolean,
  startedAt: Date,
): Promise<{
  readonly store: RunStore;
  readonly keepPlan: (plan: Plan) => Promise<void>;
  readonly measuredSince: string | undefined;
  /** What the folder holds now. */
  readonly readLines: () => Promise<readonly RunLine[]>;
}> {
  const { out, other, surveys, encryption } = scope;
  if (other !== null) interject(`${await setRunAside(out, startedAt)} now holds ${other}`);
  if (encryption !== null) await sayEncrypted(out, encryption);
  const planFile = join(out, RUN_FILES.plan);
  // A run with --fresh that was stopped continues as one.
  const measuredSince = isFresh ? startedAt.toISOString() : await measuredSinceOf(planFile);
  const store = await openRunStore({
    out: resolve(out),
    artifacts: artifactsFolder(scope),
    ...(measuredSince === undefined ? {} : { trainedSince: new Date(measuredSince) }),
    onDamaged: interject,
  });
  if (isFresh) {
    for (const name of [RUN_FILES.records, RUN_FILES.samples]) await setAside(join(out, name), startedAt);
  }
  const run = new GrowingRun(out, interject);
  await run.mend();
  return {
    store,
    measuredSince,
    readLines: () => run.read(),
    keepPlan: async (plan) => {
      // Before anything of it is made: whoever purges the run must find all of it.
      if (encryption === null) await noteCacheUses(out, await cacheUsesOf(plan, surveys));
      await writeFileAtomically(
        planFile,
        planText({
          ...plan,
          ...(measuredSince === undefined ? {} : { measuredSince }),
          ...(encryption && { encryptedTo: encryption.recipients }),
        }),
      );
    },
  };
}

/** What no other run can open is in none of their ways: an encrypted run shares nothing. */
function artifactsFolder({ out, encryption }: Pick<RunScope, "out" | "encryption">): string {
  return encryption === null ? resolve(".cache", "artifacts") : resolve(out, RUN_FILES.artifacts);
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

/** Writes the reports and prints the result: words, or JSON with the words on stderr. @param lines all that the folder holds */
async function conclude(
  { out, encryption }: RunScope,
  lines: readonly RunLine[],
  ending: RunEnding,
  { json: isJson, format: formats }: Options,
): Promise<void> {
  const say = isJson ? note : print;
  const written = await writeReports(out, NO_PRICES, { sheet: marketSheet, formats, lines });
  const { analysis, models, files } = written;
  say(configurationTable(analysis));
  say("");
  sayAnswer(say, analysis);
  for (const file of files) say(file);
  sayFaults(written);
  if (encryption !== null) say(`\n${encryptedText(out, encryption)}`);
  const end = endOf(analysis, ending);
  if (end !== null) {
    say(["\n", end.exitCode === 0 ? end.text : { text: end.text, style: "bad" }]);
    process.exitCode = end.exitCode;
  }
  sayModels(say, models);
  if (isJson) printJson(resultJson(out, written), 2);
}

async function setAside(file: string, now: Date): Promise<void> {
  const stored = await findStored(file);
  if (stored === null) return;
  const aside = file.replace(/\.jsonl?$/, `.${now.toISOString().replaceAll(":", "-")}$&`);
  await rename(stored, `${aside}${stored.slice(file.length)}`);
}
