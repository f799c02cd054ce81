import { createMemory, instantiate, PAGE_BYTES } from "../../harness/base/web-assembly/module.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import type { Program } from "./program.ts";

export type Numbers = Float32Array | Int32Array | Uint16Array;

/**
 * A program's memory: what its functions use, then what the caller keeps, then the arrays of one call. Its parameters keep
 * the values that they were given last.
 */
export interface Arena {
  /** Sets a parameter of the functions: a number of rows, or the byte address of an array. One that none reads is nothing. */
  set(parameter: string, value: number): void;
  /** Copies an array, whole numbers as int32, behind the others, as long as no reset follows, and sets a parameter to its address. @returns the address */
  put(parameter: string, values: Numbers): number;
  /** The same for one float32. */
  putNumber(parameter: string, value: number): number;
  /** Room for so many bytes among what is put. @returns its address */
  reserve(bytes: number): number;
  /** Copies an array in front of all that is put, where it stays; drops what was put. @returns its address */
  keep(values: Numbers): number;
  /** Drops what was put. */
  reset(): void;
  /** Another module on the same memory. @param compiled in base64 */
  attach<Exports>(compiled: string): Exports;
  call(name: string): void;
  /** The whole memory as float32; to be asked for again after every `put`. */
  floats(): Float32Array<ArrayBuffer>;
  /** The same as int32. */
  ints(): Int32Array;
}

/** @param kept bytes for the caller, from `program.bytes` on */
export function createArena(program: Program, kept: number): Arena {
  let start = program.bytes + kept;
  const memory = createMemory(start + PAGE_BYTES);
  const functions = instantiate<Readonly<Record<string, () => void>>>(program.module, memory);
  let floats = new Float32Array(memory.buffer);
  let ints = new Int32Array(memory.buffer);
  let next = start;
  /** @returns the address of new room, a multiple of a number's bytes */
  const reserve = (bytes: number): number => {
    const at = next;
    next += bytes;
    const missing = next - memory.buffer.byteLength;
    if (missing > 0) {
      // In large pieces, since each growth detaches the views.
      memory.grow(Math.ceil((missing * 2) / PAGE_BYTES));
      floats = new Float32Array(memory.buffer);
      ints = new Int32Array(memory.buffer);
    }
    return at;
  };
  const write = (values: Numbers): number => {
    const at = reserve(values.length * NUMBER_BYTES);
    if (values instanceof Float32Array) floats.set(values, at / NUMBER_BYTES);
    else ints.set(values, at / NUMBER_BYTES);
    return at;
  };
  const set = (parameter: string, value: number) => {
    const address = program.parameters.get(parameter);
    if (address !== undefined) ints[address / NUMBER_BYTES] = value;
  };
  return {
    set,
    put: (parameter, values) => {
      const at = write(values);
      set(parameter, at);
      return at;
    },
    putNumber: (parameter, value) => {
      const at = reserve(NUMBER_BYTES);
      set(parameter, at);
      floats[at / NUMBER_BYTES] = value;
      return at;
    },
    reserve,
    keep: (values) => {
      next = start;
      const at = write(values);
      start = next;
      return at;
    },
    reset: () => {
      next = start;
    },
    attach: (compiled) => instantiate(compiled, memory),
    call: (name) => functions[name]!(),
    floats: () => floats,
    ints: () => ints,
  };
}
