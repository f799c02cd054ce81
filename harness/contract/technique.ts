import type { Json } from "../base/canonical-json.ts";
import type { TrainedModel } from "./model.ts";
import type { LabelledTexts } from "./texts.ts";
import type { TrainingVariant } from "./training-variant.ts";

/** What a change of a trained model may draw on. */
export interface TechniqueTools {
  /** The rows that trained the model, as the model that is to be changed reads them; read when asked for. */
  readonly trainRows: () => Promise<LabelledTexts>;
  /**
   * Trains a float32 model further on the rows that trained it, with the cell's backend, batch size and rules from their
   * beginning, and with the loss and the rounding of its training. Weights of matrices that are 0 were pruned and stay 0.
   */
  readonly fineTune: (model: TrainedModel, epochs: number) => Promise<TrainedModel>;
  /** The cell's, for whatever is drawn at random. */
  readonly seed: number;
}

/** A technique with its parameters. Inputs are left as they were. */
export type BoundTechnique = TrainingTechnique | ResultTechnique;

/** Changes the training alone: cells that share the training share this technique. */
interface TrainingTechnique {
  readonly stage: "training";
  readonly training: TrainingVariant;
  readonly after?: never;
}

interface ResultTechnique {
  /**
   * What becomes of the trained model: its float32 weights change, or some are stored in another form, after which there
   * is nothing left to change. By this techniques/order.ts tells which lists of techniques are possible.
   */
  readonly stage: "weights" | "storage";
  /** A part that the training takes beforehand. */
  readonly training?: TrainingVariant;
  /** Techniques of a list run one after the other. */
  readonly after: (model: TrainedModel, tools: TechniqueTools) => TrainedModel | Promise<TrainedModel>;
}

/** A lever on the model itself. Parameters are read, and refused, before any run starts. */
export interface Technique {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): BoundTechnique;
}
