import type { EarlyStoppingSpec, TrainingStop } from "../../contract/index.ts";
import { createPatience } from "./patience.ts";

type Weights = ReadonlyMap<string, Float32Array>;

export interface FinishedEpoch {
  /** From 1. */
  readonly epoch: number;
  readonly validationLoss: number | null;
  /** After its last step. They are kept: nothing may change them. */
  readonly weights: Weights;
}

/** One training under early stopping. */
export interface EarlyStopping {
  /** Called after every epoch, in order. @returns whether the training ends with it */
  endsAfter(finished: FinishedEpoch): boolean;
  /** The result of the training, and how it ended. At least one epoch has finished. */
  outcome(): { readonly weights: Weights; readonly stopped: TrainingStop };
}

/**
 * Keras' EarlyStopping on the validation loss. With `restoreBest` the weights are those of the best epoch, whether or
 * not the training stopped early. The evaluations that this takes are extra work, which a training without it does not
 * have.
 */
export function startEarlyStopping(
  { restoreBest, ...rule }: EarlyStoppingSpec,
  { epochs, stepsAnEpoch }: { readonly epochs: number; readonly stepsAnEpoch: number },
): EarlyStopping {
  const follow = createPatience(rule);
  let best: FinishedEpoch | undefined;
  let last: FinishedEpoch | undefined;
  return {
    endsAfter: (finished) => {
      const { validationLoss } = finished;
      if (validationLoss === null) throw new TypeError("early stopping was given no validation rows");
      const verdict = follow(validationLoss);
      if (verdict === "improved") best = finished;
      last = finished;
      return verdict === "exhausted";
    },
    outcome: () => ({
      weights: (restoreBest ? best : last)!.weights,
      stopped: {
        epoch: last!.epoch,
        bestEpoch: best!.epoch,
        plannedEpochs: epochs,
        savedSteps: (epochs - last!.epoch) * stepsAnEpoch,
      },
    }),
  };
}
