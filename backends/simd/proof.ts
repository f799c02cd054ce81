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
 * @param scaleWeights sets the weights in the module's memory to a multiple of what they are
 * @throws BackendError if the outputs do not follow the weights
 */
export function proofOf(
  module: Uint8Array,
  run: () => Float32Array,
  scaleWeights: (by: number) => void,
): TrainingProof {
  const outputs = [1, 2, 1].map((by) => {
    scaleWeights(by);
    return run().slice();
  });
  const [first, changed, again] = outputs;
  if (isDeepStrictEqual(first, changed) || !isDeepStrictEqual(first, again)) {
    throw new BackendError(NAME, "the outputs do not depend on the weights in the module’s memory alone");
  }
  return { device: "cpu", provider: PROVIDER, kernelPrecision: "float32", threads: 1, library: libraryOf(module) };
}
