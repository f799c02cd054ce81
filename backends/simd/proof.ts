import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { BackendError } from "../../harness/base/errors.ts";
import { isValid } from "../../harness/base/web-assembly/module.ts";
import type { TrainingProof } from "../../harness/contract/index.ts";
import { instructionsOf } from "./instructions.ts";

export const NAME = "simd";
export const PROVIDER = "WebAssembly SIMD";

/** What a proof runs. */
export interface Canary {
  /** The modules that run. */
  readonly modules: readonly Uint8Array[];
  /** Computes outputs. */
  readonly run: () => Float32Array | Promise<Float32Array>;
  /** Each writes weights into the modules' memory, all of them others; the last are those of the model. */
  readonly weights: readonly (() => void)[];
}

/**
 * Says what ran, after a canary has shown that it did: other weights in the modules' memory must give other outputs, and the
 * same weights the same. The model's own stay. Which instructions the modules have is read from their code.
 * @throws BackendError if the outputs do not follow the weights, or this engine takes a module for damaged
 */
export async function proofOf({ modules, run, weights }: Canary): Promise<Omit<TrainingProof, "threads">> {
  if (!modules.every(isValid)) throw new BackendError(NAME, "this engine cannot compile one of its modules");
  const own = weights.at(-1)!;
  const outputs: Float32Array[] = [];
  try {
    for (const write of [own, ...weights]) {
      write();
      outputs.push((await run()).slice());
    }
  } finally {
    own();
  }
  const last = outputs.pop()!;
  const [first] = outputs;
  if (!isDeepStrictEqual(first, last) || outputs.some((one, index) => isDeepStrictEqual(one, outputs[index + 1]))) {
    throw new BackendError(
      NAME,
      "the outputs do not follow the weights in its modules’ memory, or the texts have no word that the model knows",
    );
  }
  const code = await codeOf(modules);
  return { device: "cpu", ...code, library: libraryOf(modules) };
}

/** What modules are run by, and which they are. */
function libraryOf(modules: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const module of modules) hash.update(module);
  return `v8 ${process.versions.v8}, module ${hash.digest("hex").slice(0, 12)}`;
}

const SIMD = /^(v128|[if]\d+x\d+)\./;
const RELAXED = /\.relaxed_/;
const FLOAT_SUMS = /^f32(x4)?\.add$/;
/** Loads that widen int8, which a sum in 16 bits begins with. */
const CODE_LOADS = /^i16x8\.load8x8_s$/;

/** The kind of instructions that modules have, and the types that they compute in. */
async function codeOf(modules: readonly Uint8Array[]): Promise<Pick<TrainingProof, "provider" | "kernelPrecision">> {
  const instructions = (await Promise.all(modules.map(instructionsOf))).flatMap((names) => [...names]);
  const has = (pattern: RegExp) => instructions.some((name) => pattern.test(name));
  const features = [...(has(RELAXED) ? ["relaxed"] : []), ...(has(SIMD) ? ["SIMD"] : [])];
  const types = [...(has(FLOAT_SUMS) ? ["float32"] : []), ...(has(CODE_LOADS) ? ["int8"] : [])];
  return { provider: ["WebAssembly", ...features].join(" "), kernelPrecision: types.join("+") };
}
