import { emitArray } from "./emit-arrays.ts";
import { emitLoop } from "./emit-loop.ts";
import type { Emitter } from "./emitter.ts";
import { exponentialOfFour } from "./exponential.ts";
import { FunctionWriter } from "./function-writer.ts";
import type { Value } from "./graph.ts";
import { type WrittenFunction, writeModule } from "./module-writer.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { type RowStore, schedule } from "./schedule.ts";

/** One exported function: it computes its outputs and stores rows, and returns nothing. */
export interface ProgramFunction {
  readonly name: string;
  readonly outputs: readonly Value[];
  readonly stores: readonly RowStore[];
}

export interface Program {
  /** Imports the memory, and a base that all addresses below are counted from: several threads may run it in one memory. */
  readonly module: Uint8Array<ArrayBuffer>;
  /** Bytes from the base that the functions use; the caller's arrays begin behind them. */
  readonly bytes: number;
  /** Byte addresses of the int32 that calls read: numbers of rows, and addresses of inputs. */
  readonly parameters: ReadonlyMap<string, number>;
  /** Byte address of an output. */
  addressOf(output: Value): number;
}

/** Arrays begin where cache lines do. */
const ALIGNMENT = 64;
/** The function of e^x. */
const EXPONENTIAL = 0;

/**
 * Writes a module with some functions.
 * @param most the most rows that a call may give, by the name of the number
 * @param isShared whether its memory is one of several threads
 */
export function compileProgram(
  functions: readonly ProgramFunction[],
  most: Readonly<Record<string, number>>,
  { isShared = false }: { readonly isShared?: boolean } = {},
): Program {
  const names = new Set(functions.flatMap(({ outputs, stores }) => parameterNames(outputs, stores)));
  const parameters = new Map([...names].map((name, index) => [name, ALIGNMENT + index * NUMBER_BYTES]));
  const memory = createLayout(most, ALIGNMENT + names.size * NUMBER_BYTES);
  const written: WrittenFunction[] = [exponentialOfFour()];
  for (const { name, outputs, stores } of functions) {
    const { kernels, stored } = schedule(outputs, stores);
    // The outermost first, so that parts of parts find their places, too.
    for (const value of [...stored].reverse()) {
      if (value.operation.kind === "concat") memory.placeJoined(value, stored);
    }
    for (const value of stored) memory.place(value);
    const all = new FunctionWriter([]);
    // Each kernel is a function: V8 compiles many short ones better than a long one with all their locals.
    for (const kernel of kernels) {
      const code = new FunctionWriter([]);
      const emitter = emitterFor(code, parameters, memory.addressOf);
      if (kernel.kind === "loop") emitLoop(emitter, kernel, (value) => stored.has(value));
      else emitArray(emitter, kernel.value, memory.isJoined);
      all.call(written.length);
      written.push(code.written(null));
    }
    written.push(all.written(name));
  }
  return { module: writeModule(written, { isShared }), bytes: memory.end(), parameters, addressOf: memory.addressOf };
}

function emitterFor(
  code: FunctionWriter,
  parameters: ReadonlyMap<string, number>,
  addressOf: (value: Value) => number,
): Emitter {
  const pushInput = (name: string) => code.base().memory("i32.load", parameters.get(name)!);
  const pushAddress = (value: Value, offset = 0): void => {
    const { operation, inputs } = value;
    if (operation.kind === "view") pushAddress(inputs[0]!, offset + operation.start * NUMBER_BYTES);
    else if (operation.kind !== "input")
      code
        .base()
        .i32(addressOf(value) + offset)
        .do("i32.add");
    else if (offset === 0) pushInput(operation.name);
    else pushInput(operation.name).i32(offset).do("i32.add");
  };
  return {
    code,
    pushRows: (rows) => {
      if (typeof rows === "number") code.i32(rows);
      else pushInput(rows);
    },
    pushAddress,
    pushInput,
    exponential: EXPONENTIAL,
  };
}

/** What a function needs to know: the numbers of rows and the arrays that its outputs and stores are made of. */
function parameterNames(outputs: readonly Value[], stores: readonly RowStore[]): string[] {
  const names = new Set<string>();
  const seen = new Set<Value>();
  const visit = ({ operation, rows, inputs }: Value) => {
    if (typeof rows === "string") names.add(rows);
    if (operation.kind === "input") names.add(operation.name);
    if ("ids" in operation && operation.ids.ids !== "every-row") {
      names.add(operation.ids.ids);
      if (typeof operation.ids.rows === "string") names.add(operation.ids.rows);
    }
    if ("pairs" in operation) for (const name of Object.values(operation.pairs)) names.add(name);
    for (const one of inputs) {
      if (seen.has(one)) continue;
      seen.add(one);
      visit(one);
    }
  };
  for (const output of outputs) visit(output);
  for (const { value, table, ids } of stores) {
    visit(value);
    names.add(table).add(ids);
  }
  return [...names];
}

/** Gives every stored value its own place. */
function createLayout(most: Readonly<Record<string, number>>, start: number) {
  const places = new Map<Value, number>();
  /** Parts that are computed where a joined array wants them. */
  const joined = new Map<Value, Value>();
  let end = Math.ceil(start / ALIGNMENT) * ALIGNMENT;
  const place = (value: Value) => {
    if (places.has(value)) return;
    places.set(value, end);
    end = Math.ceil((end + bytesOf(value)) / ALIGNMENT) * ALIGNMENT;
  };
  const bytesOf = ({ rows, columns, operation }: Value): number => {
    const count = typeof rows === "number" ? rows : most[rows];
    if (count === undefined) throw new TypeError(`${operation.kind} over ${rows} cannot be stored`);
    return count * columns * NUMBER_BYTES;
  };
  const placeJoined = (value: Value, stored: ReadonlySet<Value>) => {
    place(value);
    let at = places.get(value)!;
    for (const part of value.inputs) {
      const root = rootOf(part);
      if (root !== null && stored.has(root) && !places.has(root)) {
        places.set(root, at);
        joined.set(root, value);
        if (root.operation.kind === "concat") placeJoined(root, stored);
      }
      at += typeof part.rows === "number" ? bytesOf(part) : 0;
    }
  };
  return {
    place,
    placeJoined,
    addressOf: (value: Value): number => {
      const address = places.get(value);
      if (address === undefined) throw new TypeError(`${value.operation.kind} has no place in memory`);
      return address;
    },
    isJoined: (part: Value, of: Value): boolean => {
      const root = rootOf(part);
      return root !== null && joined.get(root) === of;
    },
    end: () => end,
  };
}

/** The value whose whole array a view gives in another shape; null for a view of a part. */
function rootOf(value: Value): Value | null {
  const { operation, inputs } = value;
  if (operation.kind !== "view") return value;
  const [of] = inputs as readonly [Value];
  const isWhole = operation.start === 0 && Number(of.rows) * of.columns === Number(value.rows) * value.columns;
  return isWhole ? rootOf(of) : null;
}
