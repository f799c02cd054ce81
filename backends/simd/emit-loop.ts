import { emitOperation, pushNumber, type Width } from "./emit-operations.ts";
import { type Emitter, LANES, pointerTo, VECTOR_BYTES } from "./emitter.ts";
import type { Rows, Value } from "./graph.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import type { LoopKernel } from "./schedule.ts";

/** Vectors of a row that are written out one by one; of a longer row they are a loop. */
const UNROLLED = 8;

/** Where the entries of an operand or of a result lie, while the loop runs. */
interface Stream {
  /** Local with the address of the current row. */
  readonly pointer: number;
  /** Bytes from one row to the next; null for a pointer that each row computes. */
  readonly advance: number | null;
  /** Computes the pointer, for such a stream. */
  readonly locate: (() => void) | null;
}

/** A number that all entries of a row share, as one and as four. */
interface Shared {
  readonly single: number;
  readonly vector: number;
}

/**
 * A loop over the entries of [rows, columns]. Operands broadcast; rows of a table are read, added to and stored where ids
 * say. Arrays that all have the loop's own shape are passed as one long row.
 * @param isStored whether a value must be written to memory
 */
export function emitLoop(emitter: Emitter, kernel: LoopKernel, isStored: (value: Value) => boolean): void {
  const { code } = emitter;
  const { columns } = kernel;
  const own = new Set(kernel.values);
  const operands = operandsOf(kernel, own);
  const scatters = kernel.values.filter(({ operation }) => operation.kind === "scatterAdd");
  const written = kernel.values.filter((value) => value.operation.kind !== "scatterAdd" && isStored(value));
  const isFull = (value: Value) => isShape(value, kernel.rows, columns);
  const isFlat =
    kernel.stores.length === 0 &&
    scatters.length === 0 &&
    operands.every((value) => isConstant(value) || isSingle(value) || (isFull(value) && !isGather(value))) &&
    !kernel.values.some(isGather);

  for (const value of scatters) emitClear(emitter, value);
  const constants = new Map<Value, Shared>();
  const singles = operands.filter(
    (value) => !isConstant(value) && isSingle(value) && !(kernel.rows === 1 && columns === 1),
  );
  for (const value of operands.filter(isConstant)) constants.set(value, sharedNumber(value));
  for (const value of singles) constants.set(value, sharedAt(pointerTo(emitter, value), sharedLocals()));

  const streams = new Map<Value, Stream>();
  const rowShared = new Map<Value, { readonly stream: Stream; readonly shared: Shared }>();
  for (const value of operands) {
    if (constants.has(value)) continue;
    const isColumn = value.columns === 1 && columns > 1;
    const stream = isGather(value) ? gathered(value) : rowStream(value);
    if (isColumn) rowShared.set(value, { stream, shared: sharedLocals() });
    else streams.set(value, stream);
  }
  const outputs = new Map(written.map((value) => [value, rowStream(value)]));
  const gathers = new Map(kernel.values.filter(isGather).map((value) => [value, gathered(value)]));
  const added = new Map(scatters.map((value) => [value, placed(() => emitter.pushAddress(value), idsOf(value))]));
  const stores = kernel.stores.map(({ value, table, ids }) => ({
    value,
    stream: placed(() => emitter.pushInput(table), ids),
  }));
  const results = new Map(kernel.values.map((value) => [value, sharedLocals()]));
  const all = [
    ...streams.values(),
    ...[...rowShared.values()].map(({ stream }) => stream),
    ...outputs.values(),
    ...gathers.values(),
    ...added.values(),
    ...stores.map(({ stream }) => stream),
  ];
  const entries = [...streams.values(), ...outputs.values(), ...gathers.values(), ...added.values()].concat(
    stores.map(({ stream }) => stream),
  );

  if (isFlat) {
    pushCount();
    code
      .i32(2)
      .do("i32.shr_u")
      .repeat(() => {
        emitEntries("vector", 0);
        for (const { pointer } of entries) code.advance(pointer, VECTOR_BYTES);
      });
    pushCount();
    code
      .i32(LANES - 1)
      .do("i32.and")
      .repeat(() => {
        emitEntries("single", 0);
        for (const { pointer } of entries) code.advance(pointer, NUMBER_BYTES);
      });
    return;
  }
  const vectors = Math.floor(columns / LANES);
  emitter.pushRows(kernel.rows);
  code.repeat(() => {
    for (const { locate } of all) locate?.();
    for (const { stream, shared } of rowShared.values()) sharedAt(stream.pointer, shared);
    if (vectors <= UNROLLED) {
      for (let index = 0; index < vectors; index += 1) emitEntries("vector", index * VECTOR_BYTES);
      emitRest(vectors * VECTOR_BYTES);
    } else {
      code.i32(vectors).repeat(() => {
        emitEntries("vector", 0);
        for (const { pointer } of entries) code.advance(pointer, VECTOR_BYTES);
      });
      emitRest(0);
      for (const { pointer } of entries) code.advance(pointer, -vectors * VECTOR_BYTES);
    }
    for (const { pointer, advance } of all) code.advance(pointer, advance ?? 0);
  });

  function emitRest(offset: number): void {
    for (let index = vectors * LANES; index < columns; index += 1) {
      emitEntries("single", offset + (index - vectors * LANES) * NUMBER_BYTES);
    }
  }

  function pushCount(): void {
    emitter.pushRows(kernel.rows);
    code.i32(columns).do("i32.mul");
  }

  /** Every value of the loop for one vector, or for one number, at that many bytes from the pointers. */
  function emitEntries(width: Width, offset: number): void {
    const push = (value: Value) => () => {
      const kept = results.get(value) ?? constants.get(value) ?? rowShared.get(value)?.shared;
      if (kept !== undefined) code.get(kept[width]);
      else load(streams.get(value)!);
    };
    const load = ({ pointer }: Stream) => {
      code.get(pointer).memory(width === "vector" ? "v128.load" : "f32.load", offset);
    };
    const store = ({ pointer }: Stream, value: () => void) => {
      code.get(pointer);
      value();
      code.memory(width === "vector" ? "v128.store" : "f32.store", offset);
    };
    for (const value of kernel.values) {
      const { operation, inputs } = value;
      if (operation.kind === "unary" || operation.kind === "binary") {
        emitOperation(emitter, operation, width, inputs.map(push));
        code.set(results.get(value)![width]);
      } else if (operation.kind === "gather") {
        load(gathers.get(value)!);
        code.set(results.get(value)![width]);
      } else {
        const stream = added.get(value)!;
        store(stream, () => {
          load(stream);
          push(inputs[0]!)();
          code.do(width === "vector" ? "f32x4.add" : "f32.add");
        });
      }
      const output = outputs.get(value);
      if (output !== undefined) store(output, push(value));
    }
    for (const { value, stream } of stores) store(stream, push(value));
  }

  function rowStream(value: Value): Stream {
    const advance = isRows(value, kernel.rows) ? value.columns * NUMBER_BYTES : 0;
    return { pointer: pointerTo(emitter, value), advance, locate: null };
  }

  function gathered(value: Value): Stream {
    return placed(() => emitter.pushAddress(value.inputs[0]!), idsOf(value), value.columns);
  }

  /** The row that the next of the ids names. */
  function placed(pushBase: () => void, ids: string, width = columns): Stream {
    const [base, next, pointer] = [code.local("i32"), code.local("i32"), code.local("i32")];
    pushBase();
    code.set(base);
    emitter.pushInput(ids);
    code.set(next);
    const locate = () => {
      code
        .get(next)
        .memory("i32.load")
        .i32(width * NUMBER_BYTES)
        .do("i32.mul")
        .get(base)
        .do("i32.add")
        .set(pointer);
      code.advance(next, NUMBER_BYTES);
    };
    return { pointer, advance: null, locate };
  }

  function sharedLocals(): Shared {
    return { single: code.local("f32"), vector: code.local("v128") };
  }

  function sharedNumber(value: Value): Shared {
    const shared = sharedLocals();
    const number = value.operation.kind === "constant" ? value.operation.value : 0;
    for (const width of ["single", "vector"] as const) {
      pushNumber(emitter, number, width);
      code.set(shared[width]);
    }
    return shared;
  }

  function sharedAt(pointer: number, shared: Shared): Shared {
    code.get(pointer).memory("f32.load").tee(shared.single).do("f32x4.splat").set(shared.vector);
    return shared;
  }
}

/** Fills an array with one number. */
export function emitFill(emitter: Emitter, value: Value, number: number): void {
  const { code } = emitter;
  const pointer = pointerTo(emitter, value);
  const pushCount = () => {
    emitter.pushRows(value.rows);
    code.i32(value.columns).do("i32.mul");
  };
  pushCount();
  code
    .i32(2)
    .do("i32.shr_u")
    .repeat(() => {
      code.get(pointer);
      pushNumber(emitter, number, "vector");
      code.memory("v128.store").advance(pointer, VECTOR_BYTES);
    });
  pushCount();
  code
    .i32(LANES - 1)
    .do("i32.and")
    .repeat(() => {
      code.get(pointer).f32(number).memory("f32.store").advance(pointer, NUMBER_BYTES);
    });
}

function emitClear(emitter: Emitter, value: Value): void {
  emitFill(emitter, value, 0);
}

/** What the loop reads and does not compute, each once. */
function operandsOf(kernel: LoopKernel, own: ReadonlySet<Value>): Value[] {
  const read = [
    ...kernel.values.filter((value) => !isGather(value)).flatMap(({ inputs }) => inputs),
    ...kernel.stores.map(({ value }) => value),
  ];
  return [...new Set(read)].filter((value) => !own.has(value));
}

function idsOf({ operation }: Value): string {
  if (!("ids" in operation) || operation.ids.ids === "every-row") throw new TypeError("an operation without ids");
  return operation.ids.ids;
}

const isConstant = ({ operation }: Value) => operation.kind === "constant";
const isGather = ({ operation }: Value) => operation.kind === "gather";
const isSingle = ({ rows, columns }: Value) => rows === 1 && columns === 1;
const isRows = (value: Value, rows: Rows) => value.rows === rows && rows !== 1;
const isShape = (value: Value, rows: Rows, columns: number) => value.rows === rows && value.columns === columns;
