import { groupAxes } from "./fields.ts";
import { MODEL_FIELDS } from "./model-fields.ts";
import { TOKENIZER_FIELDS } from "./tokenizer-fields.ts";

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
  "validation",
  "earlyStopping",
  ...groupAxes("model", MODEL_FIELDS),
  ...groupAxes("tokenizer", TOKENIZER_FIELDS),
  "techniques",
  "distillation",
  "pruning",
  "quantization",
] as const;

export type Axis = (typeof AXES)[number];

/** Axes that append one technique each, in this order. */
export const SHORTHANDS = ["distillation", "pruning", "quantization"] as const;

export type Shorthand = (typeof SHORTHANDS)[number];

/** Values of a shorthand that append no technique: their cell is the plain one, whatever it is called. */
export const PLAIN: Readonly<Record<Shorthand, readonly [string, ...string[]]>> = {
  distillation: ["none"],
  pruning: ["none"],
  quantization: ["float32", "none"],
};

/** How a shorthand, or another axis that a cell may do without, is written for a reader where the cell names none. */
export function plainName(axis: Shorthand | "earlyStopping"): string {
  return axis === "earlyStopping" ? "none" : PLAIN[axis][0];
}
