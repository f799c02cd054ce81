import { wallUsd } from "../pricing/cost.ts";
import type { PricedRun } from "../pricing/priced-run.ts";

/** What a training that stopped early did not do. */
export interface EarlyStoppingSavings {
  readonly steps: number;
  /** At the mean time of the steps that ran. */
  readonly wallMs: number;
  readonly usd: number;
}

/** Null for a training without early stopping; zeros for one that ran to its planned end. */
export function savedByEarlyStopping({
  training,
  usage,
  price,
}: Pick<PricedRun, "training" | "usage" | "price">): EarlyStoppingSavings | null {
  if (training.stopped == null) return null;
  const { savedSteps } = training.stopped;
  const wallMs = (savedSteps * usage.trainWallMs) / usage.trainSteps;
  return { steps: savedSteps, wallMs, usd: wallUsd(wallMs, price.usdPerHour) };
}
