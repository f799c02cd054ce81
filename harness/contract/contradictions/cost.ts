import { MILLION, MS_PER_HOUR, MS_PER_SECOND, SECONDS_PER_HOUR } from "../../base/conversions.ts";
import type { CostEstimate } from "../price.ts";
import type { Usage } from "../usage.ts";
import { above, below, type Contradiction, unequal } from "./contradiction.ts";

const OF_TIMES = "the times of usage by cost.price.usdPerHour";
const OF_BILL = "usage.processWallMs as cost.price bills it";

/**
 * The dollars of a record are its times at its price. Computed here and not by what wrote them (harness/judge/pricing/cost.ts), which would agree
 * with its own mistakes.
 */
export function costContradiction(cost: CostEstimate, usage: Usage): Contradiction {
  const { price } = cost;
  const { compressWallMs, processWallMs, serve, teaching, trainWallMs } = usage;
  const usdOf = (ms: number) => (ms / MS_PER_HOUR) * price.usdPerHour;
  const teacherMs = teaching === undefined ? 0 : teaching.trainWallMs + teaching.answersWallMs;
  const texts = serve.textsPerSecond * SECONDS_PER_HOUR;
  const { train, compress, serve: served } = processWallMs;
  const { granularitySeconds, minimumSeconds } = price.billing;
  const leastMs = Math.max(minimumSeconds * MS_PER_SECOND, train + compress + served + (teaching?.processWallMs ?? 0));
  return (
    unequal(
      "cost.usdPerMillionTexts",
      cost.usdPerMillionTexts,
      (price.usdPerHour / texts) * MILLION,
      "cost.price.usdPerHour by usage.serve.textsPerSecond",
    ) ??
    unequal("cost.trainUsd", cost.trainUsd, usdOf(trainWallMs + teacherMs), OF_TIMES) ??
    unequal("cost.teacherUsd", cost.teacherUsd ?? 0, usdOf(teacherMs), OF_TIMES) ??
    unequal("cost.runUsd", cost.runUsd, usdOf(trainWallMs + teacherMs + compressWallMs + serve.measuredMs), OF_TIMES) ??
    below("cost.billedUsd", cost.billedUsd, usdOf(leastMs), OF_BILL) ??
    above("cost.billedUsd", cost.billedUsd, usdOf(leastMs + granularitySeconds * MS_PER_SECOND), OF_BILL)
  );
}
