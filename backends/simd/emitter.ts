import type { FunctionWriter } from "./function-writer.ts";
import type { Rows, Value } from "./graph.ts";

/** Numbers in a vector, and its bytes. */
export const LANES = 4;
export const VECTOR_BYTES = 16;

/** What the kernels of one function are written with. */
export interface Emitter {
  readonly code: FunctionWriter;
  /** Pushes a number of rows. */
  pushRows(rows: Rows): void;
  /** Pushes the byte address of an array: an input, a stored value, or a view of either. */
  pushAddress(value: Value): void;
  /** Pushes the byte address of an input by its name, such as ids. */
  pushInput(name: string): void;
  /** Number of the function that gives e^x of four numbers. */
  readonly exponential: number;
}

/** A local with an array's byte address, to be moved along it. */
export function pointerTo(emitter: Emitter, value: Value): number {
  const pointer = emitter.code.local("i32");
  emitter.pushAddress(value);
  emitter.code.set(pointer);
  return pointer;
}

/** Sums the four lanes of a vector that lies in a local, and pushes the sum. */
export function pushSumOfLanes(code: FunctionWriter, vector: number): void {
  code.get(vector).lane(0).get(vector).lane(1).do("f32.add");
  code.get(vector).lane(2).get(vector).lane(3).do("f32.add", "f32.add");
}
