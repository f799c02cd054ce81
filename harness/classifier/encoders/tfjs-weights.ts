import { RecordError } from "../../base/errors.ts";
import type { TfjsGraph, TfjsWeight } from "../../contract/index.ts";
import { float16Value } from "../quantizations/float16/stored.ts";

export interface NamedWeight {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

/** Sizes of stored values in bytes. */
const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, float16: 2, uint8: 1, uint16: 2 };

/**
 * The float32 weights of a TensorFlow.js model, by name; its whole numbers are the graph's own sizes and axes, and are left out.
 * @throws RecordError on a group that is shorter or longer than its weights, or a weight of another kind
 * @see @tensorflow/tfjs-core, src/io/io_utils.ts, decodeWeights
 */
export function floatWeights({ model, weights: groups }: TfjsGraph): Map<string, NamedWeight> {
  const found = new Map<string, NamedWeight>();
  for (const [index, { weights, paths }] of model.weightsManifest.entries()) {
    const bytes = groups[index]!;
    let start = 0;
    for (const weight of weights) {
      const stored = weight.quantization?.dtype ?? weight.dtype;
      const size = BYTES[stored];
      if (size === undefined)
        throw new RecordError(`weight ${weight.name}: needed ${Object.keys(BYTES).join(", ")}, it is ${stored}`);
      const count = weight.shape.reduce((product, length) => product * length, 1);
      const end = start + count * size;
      if (end > bytes.length) throw wrongLength(paths, end, bytes.length);
      // A copy: typed arrays must begin at a multiple of their values' size.
      if (weight.dtype === "float32") {
        const { buffer } = new Uint8Array(bytes.subarray(start, end));
        found.set(weight.name, { shape: weight.shape, data: floatsOf(buffer, weight) });
      }
      start = end;
    }
    if (start !== bytes.length) throw wrongLength(paths, start, bytes.length);
  }
  return found;
}

function floatsOf(buffer: ArrayBuffer, { quantization }: TfjsWeight): Float32Array {
  if (quantization === undefined) return new Float32Array(buffer);
  if (quantization.dtype === "float16") return Float32Array.from(new Uint16Array(buffer), float16Value);
  const { dtype, scale, min } = quantization;
  const codes = dtype === "uint8" ? new Uint8Array(buffer) : new Uint16Array(buffer);
  return Float32Array.from(codes, (code) => code * scale + min);
}

function wrongLength(paths: readonly string[], needed: number, came: number): RecordError {
  const wayOut = "install the package again";
  return new RecordError(`${paths.join(", ")}: needed ${needed} bytes of weights, got ${came}: ${wayOut}`);
}
