import { RecordError } from "../../harness/base/errors.ts";
import { buildNetwork } from "../../harness/classifier/training/network.ts";
import { type ModelSpec, SPECIAL_ROWS } from "../../harness/contract/index.ts";
import { embeddingRows } from "../../harness/contract/model-sizes.ts";
import { EMBEDDING, EXACT } from "./serving-program.ts";

/** Sizes beyond any model's: those that a damaged file may name must not be asked of the memory. */
const LARGEST = 1 << 28;

/**
 * Makes sure that weights have the shapes that the model's sizes give, since a module reads them unchecked.
 * @throws RecordError naming the first that has not
 */
export function requireWeights(spec: ModelSpec, weights: ReadonlyMap<string, ArrayLike<number>>): void {
  const { vocabulary, bigrams = 0, embedding, hidden, classes, maxLength } = spec;
  const sizes = Object.entries({ vocabulary, embedding, classes, maxLength, "bigrams + 1": bigrams + 1 });
  if (!Array.isArray(hidden)) throw damaged("its hidden layers are no list");
  for (const [name, size] of [...sizes, ...hidden.map((width, layer) => [`hidden[${layer}]`, width] as const)]) {
    if (!Number.isInteger(size) || size < 1 || size > LARGEST) {
      throw damaged(`${name} must be a whole number from 1 to ${LARGEST}, got ${size}`);
    }
  }
  const shapes = [
    { name: EMBEDDING, shape: [embeddingRows(spec), embedding] },
    ...(weights.has(EXACT) ? [{ name: EXACT, shape: [SPECIAL_ROWS, embedding] }] : []),
    ...buildNetwork(spec).parameters,
  ];
  for (const { name, shape } of shapes) {
    const needed = shape.reduce((product, size) => product * size, 1);
    const length = weights.get(name)?.length ?? 0;
    if (length !== needed) throw damaged(`weight ${name} of [${shape}] needs ${needed} numbers, it has ${length}`);
  }
}

function damaged(reason: string): RecordError {
  return new RecordError(`model.onnx is damaged: ${reason}; run its cell again`);
}
