import { join } from "node:path";
import { ConfigError } from "../../harness/base/errors.ts";
import { folderInspector } from "../../harness/base/seal.io.ts";
import type { Warn } from "../../harness/contract/growing-lines.io.ts";
import { type RunLine, recordsIn } from "../../harness/contract/index.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { readRunLines } from "../../harness/contract/run-folder.io.ts";
import { remaining } from "../../harness/measure/cell-states.ts";
import { childExecutor } from "../../harness/measure/runner/child-executor.io.ts";
import type { Executor } from "../../harness/measure/runner/executor.ts";
import { lockFile } from "../../harness/measure/runner/lock.io.ts";
import { checkFormats } from "../../reports/formats.io.ts";
import { Budget, type Limits } from "../budget.ts";
import { cacheFolders, cacheLimitBytes, limitCache, markRun } from "../cache.io.ts";
import type { AskedEncryption, EncryptionOptions } from "../encryption/run-encryption.io.ts";
import { withoutLost } from "../lost-models.ts";
import { missingParts, withoutInstallable } from "../optional-parts.io.ts";
import { announceRun, otherRunsText } from "../other-runs.io.ts";
import { ownMeasuringCode } from "../phase-processes.ts";
import { makeFolder, refuseImpossiblePlace } from "../place.io.ts";
import { printJson } from "../print.ts";
import { interject } from "../progress.ts";
import { withQueuePackages } from "../queue/redis-place.ts";
import { nothingFits } from "../run-ending.ts";
import { RUN_FOLDER } from "../run-folder.io.ts";
import { stopOnSignals } from "../stop-on-signals.ts";
import { forecastOf, sayForecast } from "./forecast.ts";
import { type CellRunner, firstExpense, HERE } from "./measure.ts";
import { runInFolder } from "./run-in-folder.ts";
import { type RunScope, type ScopeOptions, scopeOf } from "./run-scope.ts";
import { roundsSoFar } from "./until-precise.ts";

const TAKEN_OVER =
  "another process has taken this folder over, since this one stood still for more than a minute: this run stops";

/** The limits stop before what would exceed them, the start of this process included. */
export interface RunOptions extends Omit<ScopeOptions, "encryption">, Limits, EncryptionOptions {
  readonly matrix?: string;
  readonly fresh: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly format: readonly string[];
  readonly timeLimit: number;
  /** How often a disturbed timing is taken again at most. */
  readonly repeatDisturbed: number;
  /** Where the queue of work is, of a run by workers; here if left out. */
  readonly redis?: string;
  /** A folder that they share. */
  readonly artifacts?: string;
  /** Shows what they do. */
  readonly watch: boolean;
  /** Measures baselines from outside the matrix, too. */
  readonly baselines: boolean;
}

/**
 * Runs the remaining cells of a matrix, records each one, samples the serving of all of them in rounds, and writes the
 * reports.
 * @param named the matrix, unless --matrix names it
 */
export async function run(named: string | undefined, options: RunOptions): Promise<void> {
  const name = matrixOf(named, options);
  await checkFormats(options.format);
  refuseImpossibleQueue(options);
  refuseImpossibleEncryption(options);
  if (options.out !== undefined) await refuseImpossiblePlace(options.out, RUN_FOLDER);
  const encryption = await encryptionAskedBy(options);
  const { code, script } = await ownMeasuringCode();
  const executor = childExecutor(script);
  try {
    // Loads its code while the run is planned.
    if (!options.dryRun && options.redis === undefined) executor.startAhead();
    await runMatrix(name, { ...options, encryption }, { code, executor });
  } finally {
    executor.close();
  }
}

async function runMatrix(
  name: string,
  options: RunOptions & Pick<ScopeOptions, "encryption">,
  { code, executor }: { readonly code: string; readonly executor: Executor },
): Promise<void> {
  const cacheLimit = cacheLimitBytes();
  const scope = await scopeOf(name, options, code);
  if (options.dryRun) {
    await forecast(scope, options);
    return;
  }
  const budget = new Budget(options, () => performance.now(), 0);
  // Before --fresh or --force sets anything aside.
  if (budget.isLimited) await refuseTooLittle(budget, scope, options.fresh);
  await makeFolder(scope.out, RUN_FOLDER);
  const stop = stopOnSignals();
  const lock = await lockFile(join(scope.out, RUN_FILES.lock));
  lock.lost.addEventListener("abort", () => interject(TAKEN_OVER));
  const announced = await announceRun();
  const warning = otherRunsText(announced.others);
  if (warning !== null) interject(warning);
  const unmark = await markRun(cacheFolders());
  const signal = AbortSignal.any([stop, lock.lost]);
  try {
    const runner = await runnerOf(options, scope.out, signal);
    try {
      await runInFolder(scope, options, { executor, budget, runner, signal });
    } finally {
      runner.close();
    }
    const removed = await limitCache(cacheFolders(), cacheLimit, new Date());
    if (removed !== null) interject(removed);
  } finally {
    await unmark();
    await announced.end();
    await lock.release();
  }
}

async function forecast(scope: RunScope, { fresh, json }: RunOptions): Promise<void> {
  const { selected, range, out } = scope;
  const lines = await heldLines(scope, fresh);
  const { toRun } = remaining(selected, recordsIn(lines));
  const forecast = forecastOf(selected, range, lines, await missingParts(selected, toRun));
  if (json) printJson({ folder: out, ...forecast }, 2);
  else sayForecast(selected, forecast, out);
}

/** @throws ConfigError if not even what comes first fits: the same command would never get further */
async function refuseTooLittle(budget: Budget, scope: RunScope, isFresh: boolean): Promise<void> {
  const { plan, selected, range } = scope;
  // What is wrong with the lines is said when they are mended.
  const lines = await heldLines(scope, isFresh, () => undefined);
  const first = firstExpense(selected, roundsSoFar(plan, range, lines), lines);
  if (first !== null) budget.allows(() => first);
  if (budget.overrun !== null) throw new ConfigError(nothingFits(budget.overrun));
}

/** What a run goes on from; the folder stays as it is. */
async function heldLines(
  { selected, out, other }: RunScope,
  isFresh: boolean,
  warn?: Warn,
): Promise<readonly RunLine[]> {
  if (isFresh || other !== null) return [];
  const inspect = folderInspector();
  const lines = await withoutInstallable(selected, await readRunLines(join(out, RUN_FILES.records), warn));
  return (await withoutLost(selected, lines, (id) => inspect(join(out, RUN_FILES.cells, id)))).lines;
}

/** @throws ConfigError on options that a run by workers has no use for */
function refuseImpossibleQueue({ redis, artifacts, watch, maxMinutes, maxUsd, shard }: RunOptions): void {
  if (redis === undefined) {
    if (artifacts !== undefined)
      throw new ConfigError("--artifacts names what workers share: name their queue, too, with --redis");
    if (watch) throw new ConfigError("--watch shows what workers do: name their queue with --redis");
    return;
  }
  if (maxMinutes !== undefined || maxUsd !== undefined) {
    throw new ConfigError(
      "--max-minutes and --max-usd limit the time of this machine, and with --redis others work: leave them out, and stop the workers instead",
    );
  }
  if (shard !== undefined) throw new ConfigError("--shard and --redis both share cells out: leave one out");
}

/** Null for a run in clear, which loads nothing of age. */
async function encryptionAskedBy(options: EncryptionOptions): Promise<AskedEncryption | null> {
  if (options.encrypt.length === 0 && options.identity === undefined) return null;
  return (await import("../encryption/run-encryption.io.ts")).askedEncryption(options);
}

/** @throws ConfigError on what would leave texts in clear */
function refuseImpossibleEncryption({ encrypt, identity, redis }: RunOptions): void {
  if (redis === undefined || (encrypt.length === 0 && identity === undefined)) return;
  throw new ConfigError(
    "--encrypt and --redis: workers keep texts and models in Redis and in caches of their own, in clear; leave one out",
  );
}

async function runnerOf(
  { redis, artifacts, watch }: RunOptions,
  out: string,
  signal: AbortSignal,
): Promise<CellRunner> {
  if (redis === undefined) return HERE;
  const { cellsByQueue } = await withQueuePackages(() => import("../queue/cells-by-queue.io.ts"));
  return cellsByQueue({ redis, watch, ...(artifacts === undefined ? {} : { artifacts }) }, out, signal);
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
