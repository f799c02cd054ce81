import { join, resolve } from "node:path";
import { backends } from "../../backends/registry.ts";
import { openDataset } from "../../data/registry.ts";
import { SURVEYS_FOLDER, surveyFolder } from "../../data/survey-store.io.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { unknownName } from "../../harness/base/registry.ts";
import { timeLoop } from "../../harness/judge/check/cpu-loop.ts";
import { estimateCost } from "../../harness/judge/pricing/cost.ts";
import { runRepeats } from "../../harness/measure/machine/repeats.ts";
import { childExecutor } from "../../harness/measure/runner/child-executor.io.ts";
import type { Executor } from "../../harness/measure/runner/executor.ts";
import { describeHost } from "../../harness/measure/runner/host.io.ts";
import { openRunStore } from "../../harness/measure/runner/run-store.io.ts";
import { cacheFolders, markRun } from "../cache.io.ts";
import { ownMeasuringCode } from "../phase-processes.ts";
import { note } from "../print.ts";
import { probeBackends } from "../probe-backends.ts";
import { ownPlan } from "../queue/own-plan.ts";
import { redisPlace, withQueuePackages } from "../queue/redis-place.ts";
import { INTERRUPTED, stopOnSignals } from "../stop-on-signals.ts";
import { LOOP_RUNS, samplesTogether } from "./measure.ts";

interface Options {
  readonly redis: string;
  readonly backends?: readonly string[];
  readonly dataset: readonly string[];
  readonly artifacts?: string;
  readonly lockSeconds: number;
  readonly idleMinutes?: number;
}

const MS_PER_MINUTE = 60_000;
const WORKER_FOLDER = join(".cache", "worker");

/** Does what runs have left in a queue, until it is stopped. */
export async function worker(options: Options): Promise<void> {
  const place = redisPlace(options.redis);
  const data = await ownData(options.dataset);
  const { code, script } = await ownMeasuringCode();
  const queue = await withQueuePackages(() => import("../queue/work.io.ts"));
  const executor = childExecutor(script);
  const names = await servedBackends(options.backends, executor);
  const signal = stopOnSignals();
  const unmark = await markRun(cacheFolders());
  const onLine = (line: string) => note(line);
  try {
    await queue.work({
      place,
      code,
      backends: names,
      ...(options.artifacts === undefined ? {} : { artifactsFolder: options.artifacts }),
      ...(options.idleMinutes === undefined ? {} : { idleMs: options.idleMinutes * MS_PER_MINUTE }),
      lockMs: options.lockSeconds * 1000,
      signal,
      onLine,
      execution: {
        executor,
        host: await describeHost(),
        repeats: runRepeats(),
        openStore: ({ measuredSince }, plan) =>
          openRunStore({
            out: resolve(WORKER_FOLDER, plan.slice(0, 12)),
            artifacts: resolve(".cache", "artifacts"),
            ...(measuredSince === undefined ? {} : { trainedSince: new Date(measuredSince) }),
            onDamaged: onLine,
          }),
        contentsFolder: resolve(".cache", "artifacts"),
        ownPlan: (plan, contents) => ownPlan(plan, data, contents),
        costOf: ({ offers }) => {
          const offer = new Map(offers.map((one) => [one.id, one]));
          return (usage, priceId) => estimateCost(usage, offer.get(priceId)!);
        },
        together: samplesTogether,
        timeLoop: () => timeLoop(() => performance.now(), LOOP_RUNS),
      },
    });
  } finally {
    executor.close();
    await unmark();
  }
  if (signal.aborted) process.exitCode = INTERRUPTED;
}

/** @throws ConfigError on a name that is no backend's */
async function servedBackends(named: readonly string[] | undefined, executor: Executor): Promise<readonly string[]> {
  const unknown = named?.find((name) => !backends.has(name));
  if (unknown !== undefined) throw new ConfigError(unknownName("backend", unknown, backends.names));
  if (named !== undefined) return named;
  const probed = await probeBackends(executor, false);
  return probed.flatMap(({ name, outcome }) => (outcome.status === "done" ? [name] : []));
}

async function ownData(specs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const surveys = surveyFolder(SURVEYS_FOLDER);
  const opened = await Promise.all(
    specs.map(async (spec) => [(await openDataset(spec, { baseFolder: process.cwd(), surveys })).id, spec] as const),
  );
  return new Map(opened);
}
