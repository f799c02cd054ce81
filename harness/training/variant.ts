import type { FakeQuantization } from "./fake-quantization.ts";
import type { GradualPruning } from "./gradual-pruning.ts";

/**
 * Departures of a training from the plain one, each brought by a technique: they change the one training job instead of
 * paying for a second. Empty for a plain training.
 */
export interface TrainingVariant {
  readonly fakeQuantization?: FakeQuantization;
  readonly gradualPruning?: GradualPruning;
}
