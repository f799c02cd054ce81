import { wallUsd } from "../pricing/cost.ts";
import type { PricedRun } from "../pricing/priced-run.ts";

/** What early stopping saved in one training. */
export interface EarlyStoppingSavings {
  readonly steps: number;
  /** At the mean time of the steps that ran. */
  readonly wallMs: number;
  readonly usd: number;
}

/** Null for a training without early stopping; zeros if it ran all planned epochs. */
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
