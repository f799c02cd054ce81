import type { Distillation } from "../classifier/training/distillation.ts";
import type { FakeQuantization } from "../classifier/training/fake-quantization.ts";
import type { GradualPruning } from "../classifier/training/gradual-pruning.ts";

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
