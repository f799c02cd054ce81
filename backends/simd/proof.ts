import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { BackendError } from "../../harness/base/errors.ts";
import type { TrainingProof } from "../../harness/contract/index.ts";

export const NAME = "simd";
export const PROVIDER = "WebAssembly SIMD";

/** What a module of ours is run by, and which module it was. */
function libraryOf(module: Uint8Array): string {
  return `v8 ${process.versions.v8}, module ${createHash("sha256").update(module).digest("hex").slice(0, 12)}`;
}

/**
 * Says what ran, after a canary has shown that it did: other weights in the module's memory must give other outputs, and
 * the same weights the same.
 * @param run computes outputs
 * @param writeWeights writes the weights to the module's memory, each as the function gives it
 * @throws BackendError if the outputs do not follow the weights
 */
export function proofOf(
  module: Uint8Array,
  run: () => Float32Array,
  writeWeights: (change: (weight: number) => number) => void,
): TrainingProof {
  const outputs = [same, planted, same].map((change) => {
    writeWeights(change);
    return run().slice();
  });
  const [first, changed, again] = outputs;
  if (isDeepStrictEqual(first, changed) || !isDeepStrictEqual(first, again)) {
    throw new BackendError(NAME, "the outputs do not depend on the weights in the module’s memory alone");
  }
  return { device: "cpu", provider: PROVIDER, kernelPrecision: "float32", threads: 1, library: libraryOf(module) };
}

const same = (weight: number) => weight;

/** Weights that are all 0, as a pruning may leave them, change too. */
const planted = (weight: number) => 2 * weight + 1;
