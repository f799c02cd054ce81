import type { Tensor, TensorConstructor } from "onnxruntime-common";
import { columnName } from "./training-plan.ts";

/** Inputs of a graph by name, over buffers that are kept from call to call: fresh pages cost more than the arithmetic. */
export interface Feeds {
  /** Forgets the tensors of the call before; their buffers are written again. */
  clear(): void;
  /** The tensors so far. */
  readonly tensors: Record<string, Tensor>;
  /** A kept buffer, with whatever an earlier call left in it. */
  scratch(name: string, length: number): Float32Array<ArrayBuffer>;
  floats(name: string, dims: readonly number[], data: Float32Array): void;
  /**
   * int64 ids [...turns, width], and as a column [...turns, width, 1].
   * @param idsOf those of one turn, at most `width`; what is left over gets `filling`. All are from 0 to below 2^31
   */
  ids(name: string, shape: IdShape, filling: number, idsOf: (turn: number) => Int32Array): void;
}

export interface IdShape {
  readonly turns: readonly number[];
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
    ids: (name, { turns, width }, filling, idsOf) => {
      const count = turns.reduce((product, size) => product * size, 1);
      const buffer = bufferOf(name, count * width * 8);
      // Writing the low word of each int64 is many times as fast as making a bigint.
      const low = new Int32Array(buffer, 0, count * width * 2);
      for (let turn = 0; turn < count; turn += 1) {
        writeLowWords(low.subarray(turn * width * 2, (turn + 1) * width * 2), idsOf(turn), filling);
      }
      const whole = new BigInt64Array(buffer, 0, count * width);
      tensors[name] = new TensorOf("int64", whole, [...turns, width]);
      tensors[columnName(name)] = new TensorOf("int64", whole, [...turns, width, 1]);
    },
  };
}

function writeLowWords(low: Int32Array, ids: Int32Array, filling: number): void {
  const count = ids.length;
  for (let index = 0; index < count; index += 1) {
    low[2 * index] = ids[index]!;
    low[2 * index + 1] = 0;
  }
  for (let at = 2 * count; at < low.length; at += 2) {
    low[at] = filling;
    low[at + 1] = 0;
  }
}

/** All parts, one after the other. @param into room for them */
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
