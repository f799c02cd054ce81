import type { Distillation } from "./distillation.ts";
import type { FakeQuantization } from "./fake-quantization.ts";
import type { GradualPruning } from "./gradual-pruning.ts";

/**
 * Departures of a training from the plain one, each brought by a technique: they change the one training job instead of
 * paying for a second. Empty for a plain training.
 */
export interface TrainingVariant {
  /** What teachers say of each text counts beside its label. */
  readonly distillation?: Distillation;
  readonly fakeQuantization?: FakeQuantization;
  readonly gradualPruning?: GradualPruning;
}
