import type { Rows, Value } from "./graph.ts";

/** Writes rows of a value to the rows of a table that ids name. */
export interface RowStore {
  readonly value: Value;
  /** Names of the inputs. */
  readonly table: string;
  readonly ids: string;
}

/** A loop over all entries of arrays of one shape, whose values pass from one operation to the next in registers. */
export interface LoopKernel {
  readonly kind: "loop";
  readonly rows: Rows;
  readonly columns: number;
  /** In an order in which each only needs those before it. */
  readonly values: Value[];
  readonly stores: RowStore[];
}

/** An operation that reads whole arrays. */
export interface ArrayKernel {
  readonly kind: "array";
  readonly value: Value;
}

export type Kernel = LoopKernel | ArrayKernel;

export interface Schedule {
  readonly kernels: readonly Kernel[];
  /** Values that must stand in memory, since another kernel or the caller reads them. */
  readonly stored: ReadonlySet<Value>;
}

/**
 * Orders the operations that some outputs need, and joins those over the same entries into one loop, as early as what
 * they read is there.
 * @param outputs values that the caller reads
 */
export function schedule(outputs: readonly Value[], stores: readonly RowStore[]): Schedule {
  const order = inOrder([...outputs, ...stores.map(({ value }) => value)]);
  const consumers = consumersOf(order);
  const isInline = (value: Value) =>
    value.operation.kind === "gather" &&
    !outputs.includes(value) &&
    (consumers.get(value) ?? []).every(({ operation }) => isElementwise(operation));
  const kernels: Kernel[] = [];
  const placeOf = new Map<Value, number>();
  const lastRead = new Map<string, number>();

  const loopFor = (rows: Rows, columns: number, from: number): number => {
    const found = kernels.findIndex(
      (kernel, index) => index >= from && kernel.kind === "loop" && kernel.rows === rows && kernel.columns === columns,
    );
    if (found >= 0) return found;
    kernels.push({ kind: "loop", rows, columns, values: [], stores: [] });
    return kernels.length - 1;
  };
  /** The first kernel that can read a value; its own, where one entry needs no other of it. */
  const readableFrom = (value: Value, rows: Rows, columns: number): number => {
    const { operation, inputs } = value;
    if (operation.kind === "view" || isInline(value)) return readableFrom(inputs[0]!, "none", 0);
    const place = placeOf.get(value);
    if (place === undefined) return 0;
    const isAligned = isElementwise(operation) && operation.kind !== "scatterAdd";
    return isAligned && value.rows === rows && value.columns === columns ? place : place + 1;
  };
  const noteReads = (value: Value, place: number) => {
    for (const one of value.inputs) {
      const table = one.operation.kind === "gather" && isInline(one) ? one.inputs[0]! : one;
      if (table.operation.kind === "input") lastRead.set(table.operation.name, place);
    }
  };

  for (const value of order) {
    const { operation, inputs } = value;
    if (["input", "constant", "view"].includes(operation.kind) || isInline(value)) continue;
    if (!isElementwise(operation)) {
      kernels.push({ kind: "array", value });
      placeOf.set(value, kernels.length - 1);
      continue;
    }
    const rows = "ids" in operation ? operation.ids.rows : value.rows;
    const isAligned = operation.kind !== "gather";
    const from = Math.max(0, ...inputs.map((one) => readableFrom(one, isAligned ? rows : "none", value.columns)));
    const place = loopFor(rows, value.columns, from);
    (kernels[place] as LoopKernel).values.push(value);
    placeOf.set(value, place);
    noteReads(value, place);
  }
  for (const store of stores) {
    const { value, table } = store;
    const from = Math.max(readableFrom(value, value.rows, value.columns), lastRead.get(table) ?? 0);
    (kernels[loopFor(value.rows, value.columns, from)] as LoopKernel).stores.push(store);
  }
  return { kernels, stored: storedValues(kernels, placeOf, outputs) };
}

function storedValues(
  kernels: readonly Kernel[],
  placeOf: ReadonlyMap<Value, number>,
  outputs: readonly Value[],
): Set<Value> {
  const stored = new Set<Value>();
  const read = (value: Value, by: number) => {
    const { operation, inputs } = value;
    const place = placeOf.get(value);
    if (operation.kind === "view" || (operation.kind === "gather" && place === undefined)) read(inputs[0]!, -1);
    else if (place !== undefined && place !== by) stored.add(value);
  };
  for (const output of outputs) read(output, -1);
  kernels.forEach((kernel, index) => {
    if (kernel.kind === "array") {
      stored.add(kernel.value);
      for (const one of kernel.value.inputs) read(one, -1);
      return;
    }
    for (const value of kernel.values) {
      if (value.operation.kind === "scatterAdd") stored.add(value);
      for (const one of value.inputs) read(one, index);
    }
    for (const { value } of kernel.stores) read(value, index);
  });
  return stored;
}

/** Every value that the outputs need, each after those it is made of. */
function inOrder(outputs: readonly Value[]): Value[] {
  const seen = new Set<Value>();
  const order: Value[] = [];
  const visit = (value: Value) => {
    if (seen.has(value)) return;
    seen.add(value);
    value.inputs.forEach(visit);
    order.push(value);
  };
  outputs.forEach(visit);
  return order;
}

function consumersOf(order: readonly Value[]): Map<Value, Value[]> {
  const consumers = new Map<Value, Value[]>();
  for (const value of order) {
    for (const one of value.inputs) consumers.set(one, [...(consumers.get(one) ?? []), value]);
  }
  return consumers;
}

/** Whether an operation needs one entry of its inputs for one entry of its value. */
function isElementwise({ kind }: Value["operation"]): boolean {
  return kind === "unary" || kind === "binary" || kind === "gather" || kind === "scatterAdd";
}
