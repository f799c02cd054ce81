import type { SourceDeclaration } from "../../../../harness/contract/model-source.ts";
import type { Distillation } from "../../../../harness/contract/training-variant.ts";
import type { KnownNames } from "../../../../harness/measure/matrix/known-names.ts";

const DECLARATIONS = {
  reference: { argument: null, uses: "all", isPretrained: false },
  folder: {
    argument: "FOLDER",
    uses: ["serveBackend", "threads", "techniques", "pruning", "quantization"],
    isPretrained: true,
    problems: ({ techniques, serving }) => [
      ...techniques.flatMap(({ name }, technique) =>
        name === "int8"
          ? []
          : [{ at: { technique }, fault: `a folder's model takes int8 alone, got ${name}`, wayOut: "leave it out" }],
      ),
      ...(serving.backend === "onnx"
        ? []
        : [{ at: "serveBackend" as const, fault: "a folder is served on onnx", wayOut: "name that" }]),
    ],
  },
  constant: { argument: null, uses: [], fixed: { trainBackend: "wasm", serveBackend: "wasm" }, isPretrained: false },
} satisfies Record<string, SourceDeclaration>;

/** Names for matrix tests, none of them from the harness, so that a new plugin changes no test here. */
export const NAMES: KnownNames = {
  backends: ["onnx", "wasm"],
  trainsTogether: (backend) => backend === "wasm",
  mostThreads: (backend) => (backend === "wasm" ? { train: 1, serve: 4 } : { train: 64, serve: 64 }),
  usesGpu: (backend) => backend === "wasm",
  graphsOf: () => ["onnx"],
  sources: ["reference", "folder", "constant"],
  declarationOf: (source) => DECLARATIONS[source as keyof typeof DECLARATIONS],
  datasets: ["brown-press", "csv"],
  memoryBytes: null,
  slotsOf: ({ name }) => (name === "adam" ? 2 : 0),
  prices: ["aws/c7i.large/us-east-1/on-demand"],
  optimizers: ["adam", "sgd", "descent"],
  wholeBatchOptimizers: ["descent"],
  schedules: ["constant", "steered"],
  techniques: ["int8", "int4-blocks", "prune", "distill", "hide"],
  shorthands: {
    distillation: ["distill"],
    privacy: ["hide"],
    pruning: ["prune"],
    quantization: ["int8", "int4-blocks"],
  },
  parameterProblems: (_kind, spec) =>
    spec.learningRate === -1 ? [{ path: ["learningRate"], at: "value", message: "must be above 0, got -1" }] : [],
  changesTraining: ({ name }) => name === "distill" || name === "hide",
  readsTexts: ({ name }) => name === "prune",
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
  isPrivate: ({ name }) => name === "hide",
  orderProblem: (techniques) => {
    const index = techniques.findIndex(({ name }, at) => name === "prune" && techniques[at - 1]?.name === "int8");
    return index === -1 ? null : { index, message: "prune cannot follow int8" };
  },
};
