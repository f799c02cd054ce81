import type { Pooling } from "../../harness/classifier/training/pooling.ts";
import type { TensorOps } from "../../harness/contract/tensor-ops.ts";

/** A number of rows: known when the module is written, or the name of one that each call gives. */
export type Rows = number | string;

export type UnaryName = "sqrt" | "relu" | "sigmoid" | "floor" | "abs" | "sign";
export type BinaryName = "add" | "sub" | "mul" | "div" | "maximum" | "reluGradient";

/** How a value comes about. Row-major arrays of float32; a vector [n] is a row [1, n]. */
export type Operation =
  /** An array that each call names. */
  | { readonly kind: "input"; readonly name: string }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "unary"; readonly name: UnaryName }
  | { readonly kind: "binary"; readonly name: BinaryName }
  /** Part of another value's array, from that many numbers on. */
  | { readonly kind: "view"; readonly start: number }
  | { readonly kind: "concat" }
  /** The left factor may be stored transposed. */
  | { readonly kind: "product"; readonly transposeA: boolean }
  | { readonly kind: "transpose" }
  | { readonly kind: "sumRows" | "sum" | "softmax" }
  | { readonly kind: "largest"; readonly axis: 0 | 1 }
  /** Rows of an array, or of a table, at ids. */
  | { readonly kind: "gather"; readonly ids: Ids }
  /** Zeros with rows added at ids. */
  | { readonly kind: "scatterAdd"; readonly ids: Ids }
  /** Sums of rows by text, and the transposed map. */
  | { readonly kind: "pool" | "unpool"; readonly pairs: PairInputs };

/** Names of the inputs that list (text, row, share), text after text. */
export interface PairInputs {
  /** int32 by text: number of pairs up to its end. */
  readonly ends: string;
  /** int32 by pair. */
  readonly row: string;
  /** float32 by pair. */
  readonly share: string;
}

export interface Value {
  readonly operation: Operation;
  readonly rows: Rows;
  readonly columns: number;
  readonly inputs: readonly Value[];
}

/** Row numbers, int32: an input; or each row of an array once, in order. */
export interface Ids {
  readonly ids: string | "every-row";
  readonly rows: Rows;
}

/** What the operations of a step pass on. */
export type Operand = Value | Ids;

export function isIds(operand: Operand): operand is Ids {
  return "ids" in operand;
}

export function input(name: string, rows: Rows, columns: number): Value {
  return { operation: { kind: "input", name }, rows, columns, inputs: [] };
}

export function constant(value: number, rows: Rows = 1, columns = 1): Value {
  return { operation: { kind: "constant", value }, rows, columns, inputs: [] };
}

export function gather(table: Value, ids: Ids): Value {
  return { operation: { kind: "gather", ids }, rows: ids.rows, columns: table.columns, inputs: [table] };
}

/** The mean over positions of texts, as shares of rows. @param texts number of texts */
export function sharedRows(pairs: PairInputs, texts: number): Pooling<Operand> {
  return {
    forward: (_, rows) => shaped({ kind: "pool", pairs }, [array(rows)], texts, array(rows).columns),
    backward: (_, gradient, rows) =>
      shaped({ kind: "unpool", pairs }, [array(gradient)], array(rows).rows, array(rows).columns),
  };
}

/**
 * Records a step as values, of which `compileProgram` makes WebAssembly. Only what the step of a training and a network that
 * serves ask for: an array is added to only from zeros, and rows of a state are replaced at every row.
 */
export const graphOps: TensorOps<Operand> = {
  add: (a, b) => binary("add", a, b),
  sub: (a, b) => binary("sub", a, b),
  mul: (a, b) => binary("mul", a, b),
  div: (a, b) => binary("div", a, b),
  maximum: (a, b) => binary("maximum", a, b),
  reluGradient: (gradient, output) => binary("reluGradient", gradient, output),
  sqrt: (a) => unary("sqrt", a),
  relu: (a) => unary("relu", a),
  sigmoid: (a) => unary("sigmoid", a),
  floor: (a) => unary("floor", a),
  abs: (a) => unary("abs", a),
  sign: (a) => unary("sign", a),
  softmax: (a) => shaped({ kind: "softmax" }, [array(a)], array(a).rows, array(a).columns),
  matMul: (a, b, { transposeA = false, transposeB = false } = {}) =>
    product(array(a), array(b), transposeA, transposeB),
  affine: (x, kernel, bias) => binary("add", product(array(x), array(kernel), false, false), bias),
  sumRows: (a) => shaped({ kind: "sumRows" }, [array(a)], 1, array(a).columns),
  sum: (a) => shaped({ kind: "sum" }, [array(a)], 1, 1),
  largest: (a, axis) =>
    shaped({ kind: "largest", axis }, [array(a)], axis === 1 ? array(a).rows : 1, axis === 1 ? 1 : array(a).columns),
  reshape: (a, shape) => {
    const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
    return view(array(a), 0, rows, columns);
  },
  split: (a, lengths) => {
    let start = 0;
    return lengths.map((length) => {
      start += length;
      return view(array(a), start - length, 1, length);
    });
  },
  sliceRows: (a, start, count) => {
    const whole = array(a);
    return view(whole, start * whole.columns, count ?? rowsAfter(whole.rows, start), whole.columns);
  },
  concat: (parts) => concat(parts.map(array)),
  scalar: (value) => constant(value),
  zeros: (shape) => (shape.length === 1 ? constant(0, 1, shape[0]) : constant(0, shape[0], shape[1])),
  zerosLike: (a) => constant(0, array(a).rows, array(a).columns),
  gatherRows: (table, ids) => (isEveryRow(ids) ? table : gather(array(table), ids as Ids)),
  scatterAddRows: (base, ids, rows) => {
    if (isEveryRow(ids)) return binary("add", base, rows);
    const { operation, rows: count, columns } = array(base);
    if (operation.kind !== "constant" || operation.value !== 0) throw new TypeError("only zeros can be added to");
    return shaped({ kind: "scatterAdd", ids: ids as Ids }, [array(rows)], count, columns);
  },
  addToRows: (base, ids, rows) => graphOps.scatterAddRows(base, ids, rows),
  scatterUpdateRows: (_, ids, rows) => {
    if (!isEveryRow(ids)) throw new TypeError("only all rows can be replaced");
    return rows;
  },
};

/** Rows of a batch's words, and these after every dense row. */
export const WORDS = "words";
export const TOUCHED = "touched";

function rowsAfter(rows: Rows, start: number): Rows {
  return typeof rows === "number" ? rows - start : WORDS;
}

function array(operand: Operand): Value {
  if (isIds(operand)) throw new TypeError("ids are no numbers to compute with");
  return operand;
}

function isEveryRow(operand: Operand): boolean {
  return isIds(operand) && operand.ids === "every-row";
}

function shaped(operation: Operation, inputs: readonly Value[], rows: Rows, columns: number): Value {
  return { operation, inputs, rows, columns };
}

function unary(name: UnaryName, a: Operand): Value {
  const value = array(a);
  return shaped({ kind: "unary", name }, [value], value.rows, value.columns);
}

/** Broadcasts as NumPy does. */
function binary(name: BinaryName, one: Operand, other: Operand): Value {
  const [a, b] = [array(one), array(other)];
  const fits = (x: Rows, y: Rows) => x === y || x === 1 || y === 1;
  if (!fits(a.rows, b.rows) || !fits(a.columns, b.columns)) {
    throw new RangeError(`cannot broadcast [${a.rows}, ${a.columns}] with [${b.rows}, ${b.columns}]`);
  }
  const rows = a.rows === 1 ? b.rows : a.rows;
  return shaped({ kind: "binary", name }, [a, b], rows, a.columns === 1 ? b.columns : a.columns);
}

function view(of: Value, start: number, rows: Rows, columns: number): Value {
  const isWhole = start === 0 && rows === of.rows && columns === of.columns;
  return isWhole ? of : shaped({ kind: "view", start }, [of], rows, columns);
}

/** A product over one number is a broadcast, and a vector is the same array upright and lying down. */
function product(a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
  const [m, inner] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
  const n = transposeB ? b.rows : b.columns;
  if (typeof n !== "number") throw new TypeError("the columns of a product must be known");
  if (inner === 1) {
    const upright = transposeA ? view(a, 0, m, 1) : a;
    return binary("mul", upright, transposeB ? view(b, 0, 1, n) : b);
  }
  return shaped({ kind: "product", transposeA }, [a, transposeB ? transpose(b) : b], m, n);
}

/** A copy costs little beside a product, which then sums vectors of columns. */
function transpose(value: Value): Value {
  if (typeof value.rows !== "number") throw new TypeError("the columns of a product must be known");
  if (value.rows === 1) return view(value, 0, value.columns, 1);
  return shaped({ kind: "transpose" }, [value], value.columns, value.rows);
}

/** Vectors are joined end to end, arrays row after row. */
function concat(parts: readonly Value[]): Value {
  const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);
  if (parts.every(({ rows }) => rows === 1)) {
    return shaped({ kind: "concat" }, parts, 1, sum(parts.map(({ columns }) => columns)));
  }
  const isKnown = parts.every(({ rows }) => typeof rows === "number");
  const rows = isKnown ? sum(parts.map((part) => Number(part.rows))) : TOUCHED;
  return shaped({ kind: "concat" }, parts, rows, parts[0]!.columns);
}
