import type { OkRecord } from "../../contract/index.ts";
import { wallUsd } from "../pricing/cost.ts";

/** What a training that stopped early did not do. */
export interface Saved {
  readonly steps: number;
  /** At the mean time of the steps that ran. */
  readonly wallMs: number;
  readonly usd: number;
}

/** Null for a training without early stopping; zeros for one that ran to its planned end. */
export function savedBy({ training, usage, cost }: Pick<OkRecord, "training" | "usage" | "cost">): Saved | null {
  if (training.stopped == null) return null;
  const { savedSteps } = training.stopped;
  const wallMs = (savedSteps * usage.trainWallMs) / usage.trainSteps;
  return { steps: savedSteps, wallMs, usd: wallUsd(wallMs, cost.price.usdPerHour) };
}
