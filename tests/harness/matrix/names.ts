import type { KnownNames } from "../../../harness/matrix/known-names.ts";

/** A small world for matrix tests: no plugin of the harness itself, so that a new one changes no test here. */
export const NAMES: KnownNames = {
  backends: ["onnx", "wasm"],
  datasets: ["brown-press", "csv"],
  prices: ["aws/c7i.large/us-east-1/on-demand"],
  optimizers: ["adam", "sgd"],
  schedules: ["constant", "steered"],
  techniques: ["int8", "int4-blocks", "prune", "distill"],
  shorthands: { distillation: ["distill"], pruning: ["prune"], quantization: ["int8", "int4-blocks"] },
  parameterProblems: (_kind, spec) =>
    spec.learningRate === -1 ? [{ path: ["learningRate"], at: "value", message: "must be above 0, got -1" }] : [],
  changesTraining: ({ name }) => name === "distill",
  needsValidation: ({ name }) => name === "steered",
};
