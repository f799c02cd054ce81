import { ConfigError } from "../../../base/errors.ts";
import { QUERIES_NEEDED } from "../../../base/statistics/percentile.ts";
import type { ServeUsage } from "../../../contract/index.ts";
import type { Serving } from "../../../contract/serving.ts";
import { type FoundRate, findRate, type RateSearch } from "../../load/find-rate.ts";
import { type Offered, offered, type Trial } from "../../load/trial.ts";
import type { SampledServing } from "./scenario.ts";

/** How thorough a search is. */
type Thoroughness = Pick<RateSearch, "stride" | "resolution" | "limitMs" | "confirms"> & {
  /** Length of a load, and of the one that confirms, in usual lengths. */
  readonly length: number;
  readonly lastLength: number;
};

const MEASURED: Thoroughness = {
  stride: 1.5,
  resolution: 1.03,
  limitMs: 15_000,
  confirms: true,
  length: 1,
  lastLength: 2,
};
/** Begins near what it finds, and is compared with others as short. */
const SAMPLED: Thoroughness = {
  stride: 1.1,
  resolution: 1.05,
  limitMs: 1500,
  confirms: false,
  length: 0.3,
  lastLength: 0.3,
};

/** Where a load is too small for a 99th percentile within a minute, the search ends. */
const LONGEST_LOAD_S = 60;

interface Search {
  readonly p99BoundMs: Serving["p99BoundMs"];
  readonly startPerSecond: number;
  readonly nowMs: () => number;
  /** Sends a load. @param trial its number, from 0 */
  readonly send: (load: Offered, trial: number) => Promise<Trial>;
}

interface Searched extends FoundRate {
  readonly found: Trial;
  readonly wallMs: number;
}

/** @throws ConfigError where no rate keeps to the bound */
async function search(given: Search, how: Thoroughness): Promise<Searched> {
  const { p99BoundMs, startPerSecond, nowMs, send } = given;
  const startMs = nowMs();
  const trials: Trial[] = [];
  for (let searches = 0; searches < MOST_SEARCHES; searches += 1) {
    const result = await findRate({
      ...how,
      startPerSecond,
      leastPerSecond: QUERIES_NEEDED[99] / LONGEST_LOAD_S,
      nowMs,
      attempt: async (perSecond, isLast) => {
        const load = offered(perSecond, p99BoundMs, isLast ? how.lastLength : how.length);
        const trial = await send(load, trials.length);
        trials.push(trial);
        return trial;
      },
    });
    if (result.found !== null) return { ...result, found: result.found, trials, wallMs: nowMs() - startMs };
  }
  throw new ConfigError(nothingKept(p99BoundMs, trials.at(-1)!));
}

/** Loads that are too high end early, so a search that finds nothing is short; another program may have had the machine meanwhile. */
const MOST_SEARCHES = 3;

function nothingKept(p99BoundMs: number, { perSecond, errors }: Trial): string {
  const failed = errors > 0 ? ` (${errors} of them failed)` : "";
  return (
    `serving.p99BoundMs ${p99BoundMs}: 99 of 100 requests must take at most so many ms, and at ${perSecond.toPrecision(3)} requests/s, ` +
    `the lowest rate that was tried, they took longer${failed}; raise the bound, or run on a quieter machine`
  );
}

/** The highest rate that keeps to the bound, as a record has it. */
export async function measureRate(given: Search): Promise<ServeUsage> {
  const { found, unmetPerSecond, trials, wallMs } = await search(given, MEASURED);
  const { perSecond, requests, p50Ms, p90Ms, p99Ms, p999Ms, lateP99Ms, bytesPerRequest, senderCpuShare } = found;
  return {
    ...{ p50Ms, p90Ms, p99Ms, p999Ms, queries: requests },
    textsPerSecond: perSecond,
    textsPerSecondRange: [perSecond, Math.max(perSecond, unmetPerSecond ?? 0)],
    measuredMs: wallMs,
    load: {
      ...{ p99BoundMs: given.p99BoundMs, unmetPerSecond, lateP99Ms, bytesPerRequest, senderCpuShare },
      trials: trials.map((trial) => ({
        perSecond: trial.perSecond,
        requests: trial.requests,
        p50Ms: trial.p50Ms,
        p99Ms: trial.p99Ms,
        isMet: trial.isMet,
      })),
    },
  };
}

/** The same in a short time, from a rate near by. */
export async function sampleRate(given: Search): Promise<SampledServing> {
  const { found, wallMs } = await search(given, SAMPLED);
  return { p50Ms: null, textsPerSecond: { value: found.perSecond, timedMs: wallMs } };
}
