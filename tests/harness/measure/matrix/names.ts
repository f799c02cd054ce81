import type { Distillation } from "../../../../harness/contract/training-variant.ts";
import type { KnownNames } from "../../../../harness/measure/matrix/known-names.ts";

/** Names for matrix tests, none of them from the harness, so that a new plugin changes no test here. */
export const NAMES: KnownNames = {
  backends: ["onnx", "wasm"],
  mostThreads: (backend) => (backend === "wasm" ? { train: 1, serve: 4 } : { train: 64, serve: 64 }),
  datasets: ["brown-press", "csv"],
  prices: ["aws/c7i.large/us-east-1/on-demand"],
  optimizers: ["adam", "sgd", "descent"],
  wholeBatchOptimizers: ["descent"],
  schedules: ["constant", "steered"],
  techniques: ["int8", "int4-blocks", "prune", "distill"],
  shorthands: { distillation: ["distill"], pruning: ["prune"], quantization: ["int8", "int4-blocks"] },
  parameterProblems: (_kind, spec) =>
    spec.learningRate === -1 ? [{ path: ["learningRate"], at: "value", message: "must be above 0, got -1" }] : [],
  changesTraining: ({ name }) => name === "distill",
  needsValidation: ({ name }) => name === "steered",
  distillationOf: ({ name, unlabelled, teacher }) =>
    name === "distill"
      ? {
          teacher: { model: { embedding: 64 }, epochs: 3, ...(teacher as Distillation["teacher"] | undefined) },
          seeds: 2,
          temperature: 2,
          mix: 0.5,
          ...(typeof unlabelled === "string" ? { unlabelled } : {}),
        }
      : undefined,
  orderProblem: (techniques) => {
    const index = techniques.findIndex(({ name }, at) => name === "prune" && techniques[at - 1]?.name === "int8");
    return index === -1 ? null : { index, message: "prune cannot follow int8" };
  },
};
