import { MS_PER_SECOND } from "../../base/conversions.ts";
import type { Experiment } from "../experiment.ts";
import { SERVING_DEFAULTS } from "../scenarios.ts";
import type { ServedLoad } from "../served-load.ts";
import type { ServeUsage } from "../usage.ts";
import { above, type Contradiction, isClose, unequal } from "./contradiction.ts";

const PERCENTILES = [
  ["p50Ms", 0.5],
  ["p90Ms", 0.9],
  ["p99Ms", 0.99],
  ["p999Ms", 0.999],
] as const;

/** Latencies, the throughput and the time that serving took say the same of one another, where one follows from the others. */
export function servingContradiction({ serving }: Pick<Experiment, "serving">, serve: ServeUsage): Contradiction {
  const { textsPerSecond, textsPerSecondRange, load } = serve;
  const { p99BoundMs = SERVING_DEFAULTS.p99BoundMs, scenario = SERVING_DEFAULTS.scenario } = serving;
  return (
    fallingPercentile(serve) ??
    above("usage.serve.textsPerSecondRange[0]", textsPerSecondRange[0], textsPerSecond, "as textsPerSecond") ??
    above("usage.serve.textsPerSecond", textsPerSecond, textsPerSecondRange[1], "as textsPerSecondRange[1]") ??
    (load === undefined ? null : loadContradiction(p99BoundMs, serve, load)) ??
    (scenario === "single-stream" ? otherRate(serve) : null) ??
    // Under a load requests wait at the same time; one after the other, they take the time that was measured.
    (load === undefined ? longerThanMeasured(serve) : null)
  );
}

function otherRate({ textsPerSecond, queries, measuredMs }: ServeUsage): Contradiction {
  const rate = (queries / measuredMs) * MS_PER_SECOND;
  return unequal("usage.serve.textsPerSecond", textsPerSecond, rate, "queries one after the other in measuredMs");
}

/** Of those that were measured, one that is above the next. */
function fallingPercentile(serve: ServeUsage): Contradiction {
  let field: string | null = null;
  let ms = 0;
  for (const [next] of PERCENTILES) {
    const nextMs = serve[next] ?? null;
    if (nextMs === null) continue;
    if (field !== null && ms > nextMs) {
      const found = above(`usage.serve.${field}`, ms, nextMs, `as ${next}`);
      if (found !== null) return found;
    }
    field = next;
    ms = nextMs;
  }
  return null;
}

/** So many queries took a percentile or longer, each by itself. */
function longerThanMeasured(serve: ServeUsage): Contradiction {
  const { queries, measuredMs } = serve;
  for (const [field, share] of PERCENTILES) {
    const ms = serve[field] ?? null;
    const slower = Math.floor(queries * (1 - share));
    if (ms === null || slower <= 0 || ms <= measuredMs / slower) continue;
    const limit = `measuredMs by the ${slower} queries that took longer`;
    const found = above(`usage.serve.${field}`, ms, measuredMs / slower, limit);
    if (found !== null) return found;
  }
  return null;
}

/** @param boundMs of the experiment's serving */
function loadContradiction(
  boundMs: number,
  { p99Ms, textsPerSecond }: ServeUsage,
  { p99BoundMs, trials }: ServedLoad,
): Contradiction {
  const isTried = trials.some(({ isMet, perSecond }) => isMet && isClose(perSecond, textsPerSecond));
  return (
    unequal("usage.serve.load.p99BoundMs", p99BoundMs, boundMs, "as the experiment's serving") ??
    (p99Ms === null ? null : above("usage.serve.p99Ms", p99Ms, p99BoundMs, "the bound of the load that was met")) ??
    (isTried
      ? null
      : `usage.serve.textsPerSecond: must be the rate of a load that was met, of usage.serve.load.trials, got ${textsPerSecond}`)
  );
}
