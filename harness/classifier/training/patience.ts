import * as z from "zod";

/** Consecutive epochs without an improvement that are tolerated. */
export const patience = z.int().min(1).max(10_000);
/** An improvement is a loss that falls by more than this. */
export const minDelta = z.number().min(0);

export interface PatienceRule {
  readonly patience: number;
  readonly minDelta: number;
}

export type Verdict = "improved" | "waiting" | "exhausted";

/**
 * Follows one training's validation loss as Keras' callbacks do: an epoch improves if its loss is more than minDelta
 * below the best one before. Patience is exhausted after `patience` consecutive epochs without one, and starts again.
 */
export function createPatience({ patience: epochs, minDelta: delta }: PatienceRule): (loss: number) => Verdict {
  let best = Number.POSITIVE_INFINITY;
  let waited = 0;
  return (loss) => {
    if (loss < best - delta) {
      best = loss;
      waited = 0;
      return "improved";
    }
    waited += 1;
    if (waited < epochs) return "waiting";
    waited = 0;
    return "exhausted";
  };
}
