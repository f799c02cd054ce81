import * as z from "zod";
import { decay, readParameters } from "../../../contract/plugin.ts";
import { createPatience, minDelta, patience } from "../patience.ts";
import { finalFactor } from "./anneal.ts";
import type { SchedulePlugin } from "./schedule.ts";

const schema = z.strictObject({
  /** Each reduction multiplies the rate by this. */
  factor: decay.default(0.5),
  patience: patience.default(2),
  minDelta: minDelta.default(1e-4),
  /** The rate never goes below this share of the optimizer's. */
  minFactor: finalFactor.default(0.01),
});

/**
 * The optimizer's rate until the validation loss has not improved for `patience` epochs, then `factor` of it, and so
 * on: Keras' ReduceLROnPlateau without a cooldown, with defaults for trainings of tens of epochs.
 */
export const reduceOnPlateau: SchedulePlugin = {
  bind: (parameters) => {
    const { factor, minFactor, ...rule } = readParameters("schedule reduce-on-plateau", schema, parameters);
    return {
      start: () => {
        const follow = createPatience(rule);
        let current = 1;
        return {
          factor: () => current,
          afterEpoch: (validationLoss) => {
            const before = current;
            if (follow(validationLoss) === "exhausted") current = Math.max(current * factor, minFactor);
            return current < before;
          },
        };
      },
    };
  },
};
