import { BackendError } from "../../harness/base/errors.ts";
import { type Memory, MOST_PAGES, PAGE_BYTES } from "../../harness/base/web-assembly/module.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { NAME } from "./proof.ts";

const MIB = 1 << 20;
const MOST_BYTES = MOST_PAGES * PAGE_BYTES;

/** Arrays in a module's memory: those that stay, and behind them those of one call. Addresses are in bytes. */
export interface GrowingMemory {
  /** Room for so many bytes behind all others, as long as no reset follows. @returns its address */
  reserve(bytes: number): number;
  /** Room for an array, and the array in it. @returns its address */
  put(values: Float32Array | Int32Array): number;
  /** Copies an array in front of all that is put, where it stays; drops what was put. @returns its address */
  keep(values: Float32Array | Int32Array): number;
  /** Drops what was put. */
  reset(): void;
  /** The whole memory as float32; to be asked for again after every `put`. */
  floats(): Float32Array;
  /** The same as int32. */
  ints(): Int32Array;
}

/** @param what needs so many bytes @param wayOut what to do about it @throws BackendError if no memory has them */
export function requireRoom(bytes: number, what: string, wayOut: string): void {
  if (bytes <= MOST_BYTES) return;
  const needed = `${what} need ${Math.ceil(bytes / MIB)} MiB in one memory`;
  throw new BackendError(NAME, `${needed}, which has at most ${MOST_BYTES / MIB}: ${wayOut}`);
}

/** @param start where the arrays begin; what is in front is the caller's */
export function growingMemory(memory: Memory<ArrayBufferLike>, start: number): GrowingMemory {
  let first = start;
  let next = start;
  let floats = new Float32Array(memory.buffer);
  let ints = new Int32Array(memory.buffer);
  const reserve = (bytes: number): number => {
    const at = next;
    next += bytes;
    const missing = next - memory.buffer.byteLength;
    if (missing > 0) {
      // In large pieces, since each growth needs new views.
      memory.grow(Math.ceil((missing * 2) / PAGE_BYTES));
      floats = new Float32Array(memory.buffer);
      ints = new Int32Array(memory.buffer);
    }
    return at;
  };
  const put = (values: Float32Array | Int32Array): number => {
    const at = reserve(values.byteLength);
    if (values instanceof Float32Array) floats.set(values, at / NUMBER_BYTES);
    else ints.set(values, at / NUMBER_BYTES);
    return at;
  };
  return {
    reserve,
    put,
    keep: (values) => {
      next = first;
      const at = put(values);
      first = next;
      return at;
    },
    reset: () => {
      next = first;
    },
    floats: () => floats,
    ints: () => ints,
  };
}
