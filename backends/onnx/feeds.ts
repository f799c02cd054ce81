import type { Tensor, TensorConstructor } from "onnxruntime-common";
import { columnName } from "./training-plan.ts";

/** A graph's inputs by name, in buffers that calls reuse: fresh memory pages cost more than the arithmetic. */
export interface Feeds {
  /** Drops the previous call's tensors; their buffers are overwritten. */
  clear(): void;
  /** The tensors so far. */
  readonly tensors: Record<string, Tensor>;
  /** A reused buffer, which may contain an earlier call's values. */
  scratch(name: string, length: number): Float32Array<ArrayBuffer>;
  floats(name: string, dims: readonly number[], data: Float32Array): void;
  /**
   * int64 ids [...loops, width], and the same as a column [...loops, width, 1].
   * @param padding fills each iteration's ids up to `width`
   * @param idsOf ids of one iteration, at most `width`, in [0, 2^31)
   */
  ids(name: string, shape: IdShape, padding: number, idsOf: (iteration: number) => Int32Array): void;
}

export interface IdShape {
  /** Lengths of the loops around a step: [steps], or [blocks, steps]. */
  readonly loops: readonly number[];
  readonly width: number;
}

export function createFeeds(TensorOf: TensorConstructor): Feeds {
  const buffers = new Map<string, ArrayBuffer>();
  const bufferOf = (name: string, bytes: number) => {
    const kept = buffers.get(name);
    if (kept !== undefined && kept.byteLength >= bytes) return kept;
    const larger = new ArrayBuffer(Math.ceil((bytes * 1.25) / 8) * 8);
    buffers.set(name, larger);
    return larger;
  };
  let tensors: Record<string, Tensor> = {};
  return {
    clear: () => {
      tensors = {};
    },
    get tensors() {
      return tensors;
    },
    scratch: (name, length) => new Float32Array(bufferOf(name, length * 4), 0, length),
    floats: (name, dims, data) => {
      tensors[name] = new TensorOf("float32", data, dims);
    },
    ids: (name, { loops, width }, padding, idsOf) => {
      const count = loops.reduce((product, size) => product * size, 1);
      const buffer = bufferOf(name, count * width * 8);
      // Writing the low word of each int64 is many times as fast as creating a bigint.
      const low = new Int32Array(buffer, 0, count * width * 2);
      for (let index = 0; index < count; index += 1) {
        writeLowWords(low.subarray(index * width * 2, (index + 1) * width * 2), idsOf(index), padding);
      }
      const whole = new BigInt64Array(buffer, 0, count * width);
      tensors[name] = new TensorOf("int64", whole, [...loops, width]);
      tensors[columnName(name)] = new TensorOf("int64", whole, [...loops, width, 1]);
    },
  };
}

function writeLowWords(low: Int32Array, ids: Int32Array, padding: number): void {
  const count = ids.length;
  for (let index = 0; index < count; index += 1) {
    low[2 * index] = ids[index]!;
    low[2 * index + 1] = 0;
  }
  for (let at = 2 * count; at < low.length; at += 2) {
    low[at] = padding;
    low[at + 1] = 0;
  }
}

/** Concatenates the parts. @param into has room for them */
export function joined(
  parts: readonly Float32Array[],
  into = new Float32Array(parts.reduce((length, part) => length + part.length, 0)),
): Float32Array {
  let offset = 0;
  for (const part of parts) {
    into.set(part, offset);
    offset += part.length;
  }
  return into;
}
