/** What a matrix can vary, and each cell has a value for. */
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
  "model.vocabulary",
  "model.maxLength",
  "model.embedding",
  "model.hidden",
  "model.pooling",
  "model.batchNorm",
  "model.residual",
  "model.dropout",
  "model.bigrams",
  "tokenizer.segmenter",
  "tokenizer.fitOn",
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
