import { buildNetwork } from "../../harness/classifier/training/network.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import { embeddingRows } from "../../harness/contract/model-sizes.ts";
import { constant, gather, graphOps, input, type Operand, type Value } from "./graph.ts";
import { compileProgram, type Program } from "./program.ts";

/** From entries of encoded texts to probabilities. */
export const PREDICT = "predict";
/** From the means of texts' rows to probabilities. */
export const ANSWER = "answer";

/** What a call gives: the number of texts, and arrays. */
export const BATCH = "batch";
export const ENTRIES = "entries";
export const [ENTRY_IDS, ENTRY_TEXTS, ENTRY_SHARES] = ["ids", "texts", "shares"] as const;
/** f32 [texts, columns]. */
export const MEANS = "means";
export const EMBEDDING = "embedding";
/** Parts of an embedding of whole numbers with one scale: i8 [rows, columns], float32, and float32 [2, columns]. */
export const [CODES, SCALE, EXACT] = ["embedding.codes", "embedding.scale", "embedding.exact"] as const;

/** Texts of one call: their means and layers stay in the first cache. */
export const TEXTS_PER_CALL = 256;

/** A program that gives probabilities, for any number of threads in one memory. */
export interface ServingProgram {
  readonly program: Program;
  /** Byte address of each function's probabilities, from the program's base. */
  readonly results: ReadonlyMap<ServingFunction, number>;
}

export type ServingFunction = typeof PREDICT | typeof ANSWER;

/** Records the model from the entries of texts to probabilities, and from the means of their rows. */
export function compileServing(spec: ModelSpec, functions: ReadonlySet<ServingFunction>): ServingProgram {
  const network = buildNetwork(spec);
  const parameters = new Map<string, Operand>(
    network.parameters.map(({ name, shape }) => [
      name,
      shape.length === 1 ? input(name, 1, shape[0]!) : input(name, shape[0]!, shape[1]!),
    ]),
  );
  const probabilitiesOf = (means: Operand) =>
    network.probabilities(graphOps, network.forward(graphOps, means, parameters).logits) as Value;
  const meansOf = {
    [PREDICT]: () => meansOfEntries(spec),
    [ANSWER]: () => input(MEANS, BATCH, spec.embedding),
  };
  const outputs = [...functions].map((name) => ({ name, output: probabilitiesOf(meansOf[name]()) }));
  const program = compileProgram(
    outputs.map(({ name, output }) => ({ name, outputs: [output], stores: [] })),
    { [BATCH]: TEXTS_PER_CALL },
    { isShared: true },
  );
  return { program, results: new Map(outputs.map(({ name, output }) => [name, program.addressOf(output)])) };
}

function meansOfEntries(spec: ModelSpec): Operand {
  const { embedding } = spec;
  const table = input(EMBEDDING, embeddingRows(spec), embedding);
  const rows = gather(table, { ids: ENTRY_IDS, rows: ENTRIES });
  return graphOps.scatterAddRows(
    constant(0, BATCH, embedding),
    { ids: ENTRY_TEXTS, rows: ENTRIES },
    graphOps.mul(rows, input(ENTRY_SHARES, ENTRIES, 1)),
  );
}
