import type { Json } from "../base/canonical-json.ts";
import type { TrainedModel } from "./model.ts";
import type { LabelledTexts } from "./texts.ts";
import type { TrainingVariant } from "./training-variant.ts";

/** What a technique may use to change a trained model. */
export interface TechniqueTools {
  /** The rows that trained the model, encoded for the model that is to be changed; read on demand. */
  readonly trainRows: () => Promise<LabelledTexts>;
  /**
   * Trains a float32 model further on the rows that trained it, with the cell's backend, batch size and rules from
   * their beginning, and with the loss and the rounding of its training. Weights of matrices that are 0 were pruned and
   * stay 0.
   */
  readonly fineTune: (model: TrainedModel, epochs: number) => Promise<TrainedModel>;
  /** The cell's seed, for whatever is drawn at random. */
  readonly seed: number;
}

/** A technique with its parameters. It leaves its inputs as they are. */
export type BoundTechnique = TrainingTechnique | ResultTechnique;

/** Changes only the training: cells that share the training share this technique. */
interface TrainingTechnique {
  readonly stage: "training";
  readonly training: TrainingVariant;
  readonly after?: never;
}

interface ResultTechnique {
  /**
   * Whether the technique changes float32 weights, or stores some in another form, after which nothing is left to
   * change. techniques/order.ts decides by this which lists of techniques are possible.
   */
  readonly stage: "weights" | "storage";
  /** The technique's part in the training before. */
  readonly training?: TrainingVariant;
  /** The techniques of a list run one after the other. */
  readonly after: (model: TrainedModel, tools: TechniqueTools) => TrainedModel | Promise<TrainedModel>;
}

/** A lever on the model itself. Parameters are read, and refused, before any run starts. */
export interface Technique {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): BoundTechnique;
}
