import { MS_PER_SECOND } from "../../base/conversions.ts";
import type { Experiment } from "../experiment.ts";
import type { ServedLoad } from "../served-load.ts";
import { scenarioOf, servingOf } from "../serving.ts";
import type { ServeUsage } from "../usage.ts";
import { above, type Contradiction, isClose, unequal } from "./contradiction.ts";

const PERCENTILES = [
  ["p50Ms", 0.5],
  ["p90Ms", 0.9],
  ["p99Ms", 0.99],
  ["p999Ms", 0.999],
] as const;

/** Latencies, the throughput and the time that serving took say the same of one another, where one follows from the others. */
export function* servingContradictions(
  experiment: Pick<Experiment, "serving">,
  serve: ServeUsage,
): Generator<Contradiction> {
  const { textsPerSecond, textsPerSecondRange, load, queries, measuredMs } = serve;
  const scenario = scenarioOf({ experiment });
  yield* risingPercentiles(serve);
  yield above("usage.serve.textsPerSecondRange[0]", textsPerSecondRange[0], textsPerSecond, "as textsPerSecond");
  yield above("usage.serve.textsPerSecond", textsPerSecond, textsPerSecondRange[1], "as textsPerSecondRange[1]");
  if (load !== undefined) yield* loadContradictions(experiment, serve, load);
  if (scenario === "single-stream") {
    const rate = (queries / measuredMs) * MS_PER_SECOND;
    yield unequal("usage.serve.textsPerSecond", textsPerSecond, rate, "queries one after the other in measuredMs");
  }
  // Under a load requests wait at the same time; one after the other, they take the time that was measured.
  if (load === undefined) yield* longerThanMeasured(serve);
}

function* risingPercentiles(serve: ServeUsage): Generator<Contradiction> {
  const measured = PERCENTILES.flatMap(([field]) => {
    const ms = serve[field] ?? null;
    return ms === null ? [] : [{ field, ms }];
  });
  for (const [index, { field, ms }] of measured.entries()) {
    const next = measured[index + 1];
    if (next !== undefined) yield above(`usage.serve.${field}`, ms, next.ms, `as ${next.field}`);
  }
}

/** So many queries took a percentile or longer, each by itself. */
function* longerThanMeasured(serve: ServeUsage): Generator<Contradiction> {
  const { queries, measuredMs } = serve;
  for (const [field, share] of PERCENTILES) {
    const ms = serve[field] ?? null;
    if (ms === null) continue;
    const slower = Math.floor(queries * (1 - share));
    if (slower > 0)
      yield above(
        `usage.serve.${field}`,
        ms,
        measuredMs / slower,
        `measuredMs by the ${slower} queries that took longer`,
      );
  }
}

function* loadContradictions(
  { serving }: Pick<Experiment, "serving">,
  { p99Ms, textsPerSecond }: ServeUsage,
  { p99BoundMs, trials }: ServedLoad,
): Generator<Contradiction> {
  yield unequal(
    "usage.serve.load.p99BoundMs",
    p99BoundMs,
    servingOf(serving).p99BoundMs,
    "as the experiment's serving",
  );
  if (p99Ms !== null) yield above("usage.serve.p99Ms", p99Ms, p99BoundMs, "the bound of the load that was met");
  const isTried = trials.some(({ isMet, perSecond }) => isMet && isClose(perSecond, textsPerSecond));
  yield isTried
    ? null
    : `usage.serve.textsPerSecond: must be the rate of a load that was met, of usage.serve.load.trials, got ${textsPerSecond}`;
}
