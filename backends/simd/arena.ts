import { createMemory, instantiate, PAGE_BYTES } from "../../harness/base/web-assembly/module.ts";
import type { Program } from "./program.ts";

/** A program's memory: what its functions use, then what the caller keeps, then the arrays of one call. */
export interface Arena {
  /** Calls a function of the program. @param given the value of a parameter */
  call(name: string, given: (parameter: string) => number): void;
  /** A view of the memory, valid until it grows. */
  floats(address: number, length: number): Float32Array;
  /** Drops the arrays of the last call. */
  reset(): void;
  /** Copies an array. @returns its byte address, valid until the next reset @throws RangeError beyond 4 GiB */
  put(values: Float32Array | Int32Array): number;
}

/** @param kept bytes for the caller, from `program.bytes` on */
export function createArena(program: Program, kept: number): Arena {
  const start = program.bytes + kept;
  const memory = createMemory(start);
  const functions = instantiate<Readonly<Record<string, (...values: readonly number[]) => void>>>(
    program.module,
    memory,
  );
  let next = start;
  return {
    call: (name, given) => functions[name]!(...program.parameters.get(name)!.map(given)),
    floats: (address, length) => new Float32Array(memory.buffer, address, length),
    reset: () => {
      next = start;
    },
    put: (values) => {
      const at = next;
      next += values.byteLength;
      const missing = next - memory.buffer.byteLength;
      // In large pieces, since each growth detaches the views.
      if (missing > 0) memory.grow(Math.ceil((missing * 2) / PAGE_BYTES));
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      new Uint8Array(memory.buffer).set(bytes, at);
      return at;
    },
  };
}
