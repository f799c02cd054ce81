import { createMemory, instantiate, PAGE_BYTES } from "../../harness/base/web-assembly/module.ts";
import type { Program } from "./program.ts";

/** Bytes of every number here, float32 or int32. */
export const NUMBER_BYTES = 4;

/**
 * A program's memory: what its functions use, then what the caller keeps, then the arrays of one call. Its parameters keep
 * the values that they were given last.
 */
export interface Arena {
  /** Sets a parameter of the functions: a number of rows, or the byte address of an array. */
  set(parameter: string, value: number): void;
  /** Copies an array behind the others, as long as no reset follows, and sets a parameter to its address. @returns the address */
  put(parameter: string, values: Float32Array | Int32Array): number;
  /** The same for one float32. */
  putNumber(parameter: string, value: number): number;
  /** Room for so many bytes among what is put. @returns its address */
  reserve(bytes: number): number;
  /** Copies an array in front of all that is put, where it stays; drops what was put. @returns its address */
  keep(values: Float32Array | Int32Array): number;
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
  const functions = instantiate<Readonly<Record<string, (...given: readonly number[]) => void>>>(
    program.module,
    memory,
  );
  // Names are looked up once: for a single text it would take as long as the call.
  const names = [...new Set([...program.parameters.values()].flat())];
  const places = new Map(names.map((name, place) => [name, place]));
  const values = names.map(() => 0);
  const calls = new Map(
    [...program.parameters].map(([name, own]) => {
      const from = own.map((parameter) => places.get(parameter)!);
      return [name, { from, given: from.map(() => 0), run: functions[name]! }] as const;
    }),
  );
  const set = (parameter: string, value: number) => {
    const place = places.get(parameter);
    // What no function takes may be set all the same.
    if (place !== undefined) values[place] = value;
  };
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
  return {
    set,
    put: (parameter, values) => {
      const at = reserve(values.byteLength);
      set(parameter, at);
      if (values instanceof Float32Array) floats.set(values, at / NUMBER_BYTES);
      else ints.set(values, at / NUMBER_BYTES);
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
      const at = reserve(values.byteLength);
      start = next;
      if (values instanceof Float32Array) floats.set(values, at / NUMBER_BYTES);
      else ints.set(values, at / NUMBER_BYTES);
      return at;
    },
    reset: () => {
      next = start;
    },
    attach: (compiled) => instantiate(compiled, memory),
    call: (name) => {
      const { from, given, run } = calls.get(name)!;
      for (let index = 0; index < from.length; index += 1) given[index] = values[from[index]!]!;
      run(...given);
    },
    floats: () => floats,
    ints: () => ints,
  };
}
