import { z } from "zod";

/** Epochs in a row without an improvement that are borne. */
export const patience = z.int().min(1).max(10_000);
/** What the loss must fall by, and more, to count as an improvement. */
export const minDelta = z.number().min(0);

export interface PatienceRule {
  readonly patience: number;
  readonly minDelta: number;
}

export type Verdict = "improved" | "waiting" | "exhausted";

/**
 * Follows one training's validation loss as Keras' callbacks do: an epoch improves where its loss lies more than minDelta
 * under the best before it. Patience is exhausted after `patience` epochs in a row without one, and then counts anew.
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
