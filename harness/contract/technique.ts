import type { Json } from "../base/canonical-json.ts";
import type { TrainedModel } from "./model.ts";
import type { LabelledTexts } from "./texts.ts";
import type { TrainingVariant } from "./training-variant.ts";

/** What a technique may use to change a trained model. */
export interface TechniqueTools {
  /** The training rows, encoded for the model to change; read on demand. */
  readonly trainRows: () => Promise<LabelledTexts>;
  /**
   * Trains a float32 model further on its training rows, with the cell's backend and batch size, its optimizer and schedule
   * from their start, and the loss and rounding of its training. Matrix weights that are 0 were pruned and stay 0.
   */
  readonly fineTune: (model: TrainedModel, epochs: number) => Promise<TrainedModel>;
  /** The cell's seed, for random draws. */
  readonly seed: number;
}

/** A technique with its parameters. It does not modify its inputs. */
export type BoundTechnique = TrainingTechnique | ResultTechnique;

/** Changes only the training. */
interface TrainingTechnique {
  readonly stage: "training";
  readonly training: TrainingVariant;
  readonly readsTexts?: never;
  readonly after?: never;
}

interface ResultTechnique {
  /**
   * Whether the technique changes float32 weights, or stores some in another form, after which no weights can be changed.
   * techniques/order.ts uses this to decide which lists of techniques are possible.
   */
  readonly stage: "weights" | "storage";
  /** What the technique changes in the preceding training. */
  readonly training?: TrainingVariant;
  /** Whether it looks at training texts or trains further; absent where it changes what it finds in the model alone. */
  readonly readsTexts?: boolean;
  /** Applied to the trained model, one technique of a list after another. */
  readonly after: (model: TrainedModel, tools: TechniqueTools) => TrainedModel | Promise<TrainedModel>;
}

/** A lever on the model itself. Parameters are read, and refused, before any run starts. */
export interface Technique {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): BoundTechnique;
}
