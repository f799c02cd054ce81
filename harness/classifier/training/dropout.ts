import { randomStream } from "../../base/random/mt19937.ts";
import type { ModelSpec } from "../../contract/index.ts";
import type { StepBatch, StepExtra } from "../../contract/trainer.ts";
import { maskName } from "./network.ts";

/** The masks that each step needs: one for each hidden layer, none without dropout. */
export function dropoutExtras({ hidden, dropout = 0 }: Pick<ModelSpec, "hidden" | "dropout">, batchSize: number) {
  return dropout === 0
    ? []
    : hidden.map((width, layer): StepExtra => ({ name: maskName(layer), dims: [batchSize, width] }));
}

/**
 * Gives each batch the masks of its step: 0 with probability `dropout`, else 1 / (1 - dropout). All steps draw from one
 * stream, in their order, so that a seed gives the same masks however a backend splits a training into calls.
 */
export function withDropout(
  nextBatch: (order: Int32Array, start: number) => StepBatch,
  spec: Pick<ModelSpec, "hidden" | "dropout">,
  { batchSize, seed }: { readonly batchSize: number; readonly seed: number },
): (order: Int32Array, start: number) => StepBatch {
  const { hidden, dropout = 0 } = spec;
  if (dropout === 0) return nextBatch;
  const random = randomStream(seed, "dropout");
  const threshold = dropout * 2 ** 32;
  const kept = 1 / (1 - dropout);
  const draw = (length: number) => {
    const mask = new Float32Array(length);
    for (let index = 0; index < length; index += 1) if (random.nextUint32() >= threshold) mask[index] = kept;
    return mask;
  };
  return (order, start) => {
    const batch = nextBatch(order, start);
    const masks = Object.fromEntries(hidden.map((width, layer) => [maskName(layer), draw(batchSize * width)]));
    return { ...batch, extras: { ...batch.extras, ...masks } };
  };
}
