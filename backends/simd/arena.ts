import { createMemory, instantiate, PAGE_BYTES } from "../../harness/base/web-assembly/module.ts";
import { type GrowingMemory, growingMemory } from "./growing-memory.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import type { Program } from "./program.ts";

/**
 * A program with a memory of its own: what its functions use, then what the caller keeps, then the arrays of one call. Its
 * parameters keep the values that they were given last.
 */
export interface Arena extends Omit<GrowingMemory, "put"> {
  /** Sets a parameter of the functions: a number of rows, or the byte address of an array. One that none reads is nothing. */
  set(parameter: string, value: number): void;
  /** Copies an array behind the others, as long as no reset follows, and sets a parameter to its address. @returns the address */
  put(parameter: string, values: Float32Array | Int32Array): number;
  /** The same for one float32. */
  putNumber(parameter: string, value: number): number;
  /** Another module on the same memory. @param compiled in base64 */
  attach<Exports>(compiled: string): Exports;
  call(name: string): void;
}

/** @param kept bytes for the caller, from `program.bytes` on */
export function createArena(program: Program, kept: number): Arena {
  const start = program.bytes + kept;
  const memory = createMemory(start + PAGE_BYTES);
  const functions = instantiate<Readonly<Record<string, () => void>>>(program.module, memory);
  const arrays = growingMemory(memory, start);
  const set = (parameter: string, value: number) => {
    const address = program.parameters.get(parameter);
    if (address !== undefined) arrays.ints()[address / NUMBER_BYTES] = value;
  };
  const setTo = (parameter: string, address: number) => {
    set(parameter, address);
    return address;
  };
  return {
    ...arrays,
    set,
    put: (parameter, values) => setTo(parameter, arrays.put(values)),
    putNumber: (parameter, value) => {
      const at = setTo(parameter, arrays.reserve(NUMBER_BYTES));
      arrays.floats()[at / NUMBER_BYTES] = value;
      return at;
    },
    attach: (compiled) => instantiate(compiled, memory),
    call: (name) => functions[name]!(),
  };
}
