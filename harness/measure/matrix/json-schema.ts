import * as z from "zod";
import type { KnownNames } from "./known-names.ts";
import { matrixSchema } from "./schema.ts";

/** Names are checked when a matrix is read, so that a new plugin leaves the editor's schema as it is. */
const NO_NAMES: KnownNames = {
  backends: [],
  mostThreads: () => ({ train: 1, serve: 1 }),
  usesGpu: () => false,
  trainsTogether: () => false,
  graphsOf: () => [],
  sources: [],
  declarationOf: () => ({ argument: null, uses: "all", isPretrained: false }),
  datasets: [],
  memoryBytes: null,
  slotsOf: () => 0,
  prices: [],
  optimizers: [],
  wholeBatchOptimizers: [],
  schedules: [],
  techniques: [],
  shorthands: { distillation: [], privacy: [], pruning: [], quantization: [] },
  parameterProblems: () => [],
  changesTraining: () => false,
  readsTexts: () => false,
  needsValidation: () => false,
  distillationOf: () => undefined,
  isPrivate: () => false,
  orderProblem: () => null,
};

/** The text of harness/matrix.schema.json: the grammar and its descriptions, for editors. */
export function matrixJsonSchema(): string {
  const schema = z.toJSONSchema(matrixSchema(NO_NAMES), {
    io: "input",
    // zod limits every integer to what float64 represents exactly, which does not help a reader.
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
