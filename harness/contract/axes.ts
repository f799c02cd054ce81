import { groupAxes } from "./fields.ts";
import { MODEL_FIELDS } from "./model-fields.ts";
import { SERVING_FIELDS } from "./serving-fields.ts";
import { TOKENIZER_FIELDS } from "./tokenizer-fields.ts";
import { TRAINING_FIELDS } from "./training-fields.ts";

/** What a matrix can vary; every cell has a value on each of them. */
export const AXES = [
  "dataset",
  "backend",
  "trainBackend",
  "serveBackend",
  "optimizer",
  "schedule",
  "batchSize",
  "epochs",
  "threads",
  "threshold",
  "validation",
  "earlyStopping",
  ...groupAxes("model", MODEL_FIELDS),
  ...groupAxes("tokenizer", TOKENIZER_FIELDS),
  ...groupAxes("training", TRAINING_FIELDS),
  ...groupAxes("serving", SERVING_FIELDS),
  "techniques",
  "distillation",
  "privacy",
  "pruning",
  "quantization",
] as const;

export type Axis = (typeof AXES)[number];

/** Axes that append one technique each, in this order. */
export const SHORTHANDS = ["distillation", "privacy", "pruning", "quantization"] as const;

export type Shorthand = (typeof SHORTHANDS)[number];

/** Values of a shorthand that append no technique: all of them mean the plain cell. */
export const PLAIN: Readonly<Record<Shorthand, readonly [string, ...string[]]>> = {
  distillation: ["none"],
  privacy: ["none"],
  pruning: ["none"],
  quantization: ["float32", "none"],
};

/** How reports show a shorthand, or another optional axis, that a cell leaves out. */
export function plainName(axis: Shorthand | "earlyStopping" | "threshold"): string | number {
  if (axis === "threshold") return 0.5;
  return axis === "earlyStopping" ? "none" : PLAIN[axis][0];
}
