/** The emitter against the same operations in float64, on shapes whose rows do not fill whole vectors. */
import { describe, expect, test } from "vitest";
import { createArena } from "../../../backends/simd/arena.ts";
import { gather, graphOps, input, type Operand, type Rows, type Value } from "../../../backends/simd/graph.ts";
import { NUMBER_BYTES } from "../../../backends/simd/number-bytes.ts";
import { compileProgram } from "../../../backends/simd/program.ts";
import { type PlainTensor, plainOps, plainTensor } from "../../../harness/classifier/training/plain-ops.ts";
import type { TensorOps } from "../../../harness/contract/tensor-ops.ts";
import { testRandom } from "../../fixtures/texts.ts";

/** Inputs by name with their shapes; a named number of rows is given at the call. */
type Shapes = Readonly<Record<string, readonly [rows: Rows, columns: number]>>;

const CALLED_WITH: Readonly<Record<string, number>> = { some: 7 };

type Build = <T>(ops: TensorOps<T>, inputs: Readonly<Record<string, T>>) => T;

/** Both sides' values on the same random inputs in ±2. */
function bothSides(shapes: Shapes, build: Build): { readonly ours: number[]; readonly expected: number[] } {
  const random = testRandom(3);
  const entries = Object.entries(shapes).map(([name, [rows, columns]]) => {
    const count = typeof rows === "number" ? rows : CALLED_WITH[rows]!;
    const values = Float32Array.from({ length: count * columns }, () => 4 * random() - 2);
    return { name, rows, columns, count, values };
  });
  const values = entries.map(({ name, rows, columns }) => [name, input(name, rows, columns)] as const);
  const output = build<Operand>(graphOps, Object.fromEntries(values)) as Value;
  const program = compileProgram([{ name: "run", outputs: [output], stores: [] }], CALLED_WITH);
  const arena = createArena(program, 0);
  for (const [rows, count] of Object.entries(CALLED_WITH)) arena.set(rows, count);
  for (const entry of entries) arena.put(entry.name, entry.values);
  arena.call("run");
  const expected = build<PlainTensor>(
    plainOps,
    Object.fromEntries(entries.map((entry) => [entry.name, plainTensor([entry.count, entry.columns], entry.values)])),
  );
  const from = program.addressOf(output) / NUMBER_BYTES;
  return { ours: [...arena.floats().subarray(from, from + expected.data.length)], expected: [...expected.data] };
}

function expectEqual(shapes: Shapes, build: Build): void {
  const { ours, expected } = bothSides(shapes, build);
  expect(expected.length).toBeGreaterThan(0);
  for (const [index, value] of expected.entries()) {
    expect(Math.abs(ours[index]! - value), `entry ${index}: ${ours[index]}`).toBeLessThan(2e-6 * (1 + Math.abs(value)));
  }
}

const UNARY = ["sqrt", "relu", "sigmoid", "floor", "abs", "sign"] as const;
const BINARY = ["add", "sub", "mul", "div", "maximum", "reluGradient"] as const;

/** Whole vectors, a rest, a rest alone, a row longer than what is written out, one number. */
const SHAPES = [
  [3, 8],
  [3, 6],
  [5, 3],
  [2, 45],
  [9, 1],
  [1, 1],
  ["some", 6],
] as const satisfies readonly (readonly [Rows, number])[];

describe.each(SHAPES)("[%s, %s]", (rows, columns) => {
  test.each(UNARY)("%s", (name) => {
    // The root of a square, since roots of negative numbers are NaN on both sides.
    expectEqual({ a: [rows, columns] }, (ops, { a }) => ops[name](name === "sqrt" ? ops.mul(a!, a!) : a!));
  });

  test.each(BINARY)("%s, with an array, a row, a column and a number", (name) => {
    for (const other of [
      [rows, columns],
      [1, columns],
      [rows, 1],
      [1, 1],
    ] as const) {
      expectEqual({ a: [rows, columns], b: other }, (ops, { a, b }) => ops[name](a!, b!));
    }
  });

  test.each(["sumRows", "sum", "softmax"] as const)("%s", (name) => {
    expectEqual({ a: [rows, columns] }, (ops, { a }) => ops[name](a!));
  });

  test.each([0, 1] as const)("largest along axis %s", (axis) => {
    expectEqual({ a: [rows, columns] }, (ops, { a }) => ops.largest(a!, axis));
  });

  test.each([1, 2, 5, 8, 11])("products with %s columns", (n) => {
    expectEqual({ a: [rows, columns], b: [columns, n] }, (ops, { a, b }) => ops.matMul(a!, b!));
    expectEqual({ a: [rows, columns], b: [n, columns] }, (ops, { a, b }) => ops.matMul(a!, b!, { transposeB: true }));
    if (typeof rows === "string") return;
    expectEqual({ a: [rows, columns], b: [rows, n] }, (ops, { a, b }) => ops.matMul(a!, b!, { transposeA: true }));
  });
});

test("values pass through views, joints and several loops", () => {
  expectEqual({ a: [5, 6], b: [2, 6] }, (ops, { a, b }) => {
    const joined = ops.concat([ops.mul(a!, a!), ops.add(b!, ops.scalar(1))]);
    const [first, rest] = ops.split(ops.reshape(joined, [42]), [10, 32]) as [typeof joined, typeof joined];
    const square = ops.reshape(rest, [8, 4]);
    return ops.add(ops.sumRows(square), ops.sum(ops.mul(first, ops.scalar(0.5))));
  });
});

test("a part that is joined and used elsewhere keeps both values", () => {
  expectEqual({ a: [3, 4] }, (ops, { a }) => {
    const part = ops.mul(a!, ops.scalar(2));
    return ops.add(ops.sumRows(ops.concat([part, ops.zeros([2, 4]), a!])), ops.sumRows(part));
  });
});

test("rows are read and added where ids say, twice where an id comes twice", () => {
  const table = input("table", 4, 3);
  const ids = { ids: "ids", rows: "some" };
  const places = { ids: "places", rows: "some" };
  const read = gather(table, ids);
  const sums = graphOps.scatterAddRows(
    graphOps.zeros([3, 3]),
    places,
    graphOps.mul(read, graphOps.scalar(10)),
  ) as Value;
  const program = compileProgram([{ name: "run", outputs: [sums], stores: [] }], { some: 4 });
  const arena = createArena(program, 0);
  arena.set("some", 4);
  arena.put(
    "table",
    Float32Array.from({ length: 12 }, (_, index) => index),
  );
  arena.put("ids", Int32Array.of(3, 0, 3, 1));
  arena.put("places", Int32Array.of(2, 0, 2, 0));
  arena.call("run");
  const from = program.addressOf(sums) / NUMBER_BYTES;
  // Row 0 gets rows 0 and 1 of the table, row 2 gets row 3 twice; row 1 gets nothing.
  expect([...arena.floats().subarray(from, from + 9)]).toEqual([30, 50, 70, 0, 0, 0, 180, 200, 220]);
});

test("rows of a table are stored in place, and the others stay", () => {
  const ids = { ids: "ids", rows: "some" };
  const moved = graphOps.add(gather(input("table", 4, 3), ids), graphOps.scalar(100)) as Value;
  const stores = [{ value: moved, table: "table", ids: "ids" }];
  const program = compileProgram([{ name: "run", outputs: [], stores }], { some: 4 });
  const arena = createArena(program, 0);
  arena.set("some", 2);
  const at =
    arena.put(
      "table",
      Float32Array.from({ length: 12 }, (_, index) => index),
    ) / NUMBER_BYTES;
  arena.put("ids", Int32Array.of(2, 0));
  arena.call("run");
  expect([...arena.floats().subarray(at, at + 12)]).toEqual([100, 101, 102, 3, 4, 5, 106, 107, 108, 9, 10, 11]);
});

test.each(["relu", "sigmoid", "sqrt"] as const)("NaN passes through %s, so that a loss shows it", (name) => {
  const output = graphOps[name](input("a", 2, 5)) as Value;
  const program = compileProgram([{ name: "run", outputs: [output], stores: [] }], {});
  const arena = createArena(program, 0);
  arena.put("a", new Float32Array(10).fill(Number.NaN));
  arena.call("run");
  const from = program.addressOf(output) / NUMBER_BYTES;
  expect([...arena.floats().subarray(from, from + 10)]).toEqual(new Array(10).fill(Number.NaN));
});

test("what a step never asks for is refused when it is recorded", () => {
  const a = input("a", 2, 3);
  expect(() => graphOps.add(a, input("b", 2, 4))).toThrow("cannot broadcast [2, 3] with [2, 4]");
  expect(() => graphOps.scatterAddRows(a, { ids: "ids", rows: 2 }, a)).toThrow("only zeros can be added to");
  expect(() => graphOps.scatterUpdateRows(a, { ids: "ids", rows: 2 }, a)).toThrow("only all rows can be replaced");
});
