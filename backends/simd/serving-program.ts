import { buildNetwork } from "../../harness/classifier/training/network.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import { embeddingRows } from "../../harness/contract/model-sizes.ts";
import { constant, gather, graphOps, input, type Operand, type Value } from "./graph.ts";
import { compileProgram } from "./program.ts";

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

/** Texts of one call: their means and layers stay in the first cache. */
export const TEXTS_PER_CALL = 128;

/**
 * Records the model from the entries of texts to probabilities, and from the means of their rows.
 * @returns the program, and the byte address of each function's probabilities
 */
export function compileServing(spec: ModelSpec, answersMeans: boolean) {
  const network = buildNetwork(spec);
  const parameters = new Map<string, Operand>(
    network.parameters.map(({ name, shape }) => [
      name,
      shape.length === 1 ? input(name, 1, shape[0]!) : input(name, shape[0]!, shape[1]!),
    ]),
  );
  const probabilitiesOf = (means: Operand) =>
    network.probabilities(graphOps, network.forward(graphOps, means, parameters).logits) as Value;
  const table = input(EMBEDDING, embeddingRows(spec), spec.embedding);
  const rows = gather(table, { ids: ENTRY_IDS, rows: ENTRIES });
  const pooled = graphOps.scatterAddRows(
    constant(0, BATCH, spec.embedding),
    { ids: ENTRY_TEXTS, rows: ENTRIES },
    graphOps.mul(rows, input(ENTRY_SHARES, ENTRIES, 1)),
  );
  const results = new Map([[PREDICT, probabilitiesOf(pooled)]]);
  if (answersMeans) results.set(ANSWER, probabilitiesOf(input(MEANS, BATCH, spec.embedding)));
  const functions = [...results].map(([name, result]) => ({ name, outputs: [result], stores: [] }));
  const program = compileProgram(functions, { [BATCH]: TEXTS_PER_CALL });
  const addresses = new Map([...results].map(([name, result]) => [name, program.addressOf(result)]));
  return { program, addresses };
}
