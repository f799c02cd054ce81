import type { TensorOps } from "../../contract/tensor-ops.ts";
import { addWeightedRows, roomForRows } from "./weighted-rows.ts";

/** A row-major array in float64. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function plainTensor(shape: readonly number[], data: ArrayLike<number>): PlainTensor {
  return { shape, data: Float64Array.from(data) };
}

/**
 * The operations in plain JavaScript and float64: they follow the accuracy while training, and are the reference for
 * all runtimes. Written to be read, products apart not to be fast; inputs are never changed.
 */
export const plainOps: TensorOps<PlainTensor> = {
  add: (a, b) => broadcast(a, b, (x, y) => x + y),
  sub: (a, b) => broadcast(a, b, (x, y) => x - y),
  mul: (a, b) => broadcast(a, b, (x, y) => x * y),
  div: (a, b) => broadcast(a, b, (x, y) => x / y),
  sqrt: (a) => map(a, Math.sqrt),
  relu: (a) => map(a, (x) => Math.max(0, x)),
  reluGradient: (gradient, output) => broadcast(gradient, output, (g, y) => (y > 0 ? g : 0)),
  sigmoid: (a) => map(a, (x) => 1 / (1 + Math.exp(-x))),
  softmax: (a) => {
    const columns = a.shape.at(-1)!;
    const data = new Float64Array(a.data.length);
    for (let start = 0; start < data.length; start += columns) {
      const row = a.data.subarray(start, start + columns);
      const largest = row.reduce((high, x) => Math.max(high, x), Number.NEGATIVE_INFINITY);
      const powers = row.map((x) => Math.exp(x - largest));
      const sum = powers.reduce((total, x) => total + x, 0);
      data.set(
        powers.map((x) => x / sum),
        start,
      );
    }
    return { shape: a.shape, data };
  },
  matMul: (a, b, { transposeA = false, transposeB = false } = {}) =>
    product(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b),
  affine: (x, kernel, bias) => plainOps.add(product(x, kernel), bias),
  sumRows: (a) => {
    const columns = a.shape.at(-1)!;
    const data = new Float64Array(columns);
    a.data.forEach((x, index) => {
      data[index % columns]! += x;
    });
    return { shape: [columns], data };
  },
  reshape: (a, shape) => ({ shape, data: a.data }),
  split: (a, lengths) => {
    let start = 0;
    return lengths.map((length) => {
      start += length;
      return { shape: [length], data: a.data.slice(start - length, start) };
    });
  },
  concat: (parts) => {
    const data = new Float64Array(parts.reduce((length, part) => length + part.data.length, 0));
    let offset = 0;
    for (const part of parts) {
      data.set(part.data, offset);
      offset += part.data.length;
    }
    const rows = parts.reduce((sum, part) => sum + part.shape[0]!, 0);
    return { shape: [rows, ...parts[0]!.shape.slice(1)], data };
  },
  sliceRows: (a, start, count = a.shape[0]! - start) => {
    const columns = a.data.length / a.shape[0]!;
    return {
      shape: [count, ...a.shape.slice(1)],
      data: a.data.slice(start * columns, (start + count) * columns),
    };
  },
  scalar: (value) => plainTensor([1], [value]),
  zeros: (shape) => ({ shape, data: new Float64Array(shape.reduce((product, size) => product * size, 1)) }),
  zerosLike: (a) => plainOps.zeros(a.shape),
  gatherRows: (table, ids) => {
    const columns = table.shape[1]!;
    const data = new Float64Array(ids.data.length * columns);
    ids.data.forEach((id, row) => {
      data.set(table.data.subarray(id * columns, (id + 1) * columns), row * columns);
    });
    return { shape: [ids.data.length, columns], data };
  },
  scatterAddRows: (base, ids, rows) => scatter(base, ids, rows, (before, row) => before + row),
  addToRows: (base, ids, rows) => plainOps.scatterAddRows(base, ids, rows),
  scatterUpdateRows: (base, ids, rows) => scatter(base, ids, rows, (_, row) => row),
  floor: (a) => map(a, Math.floor),
  largest: (a, axis) => {
    const [rows, columns] = a.shape as [number, number];
    const data = new Float64Array(axis === 1 ? rows : columns).fill(Number.NEGATIVE_INFINITY);
    a.data.forEach((x, index) => {
      const at = axis === 1 ? Math.floor(index / columns) : index % columns;
      data[at] = Math.max(data[at]!, x);
    });
    return { shape: axis === 1 ? [rows, 1] : [1, columns], data };
  },
  abs: (a) => map(a, Math.abs),
  sign: (a) => map(a, Math.sign),
  maximum: (a, b) => broadcast(a, b, Math.max),
  sum: (a) => plainTensor([1], [a.data.reduce((total, x) => total + x, 0)]),
};

function map(a: PlainTensor, apply: (x: number) => number): PlainTensor {
  return { shape: a.shape, data: a.data.map(apply) };
}

/**
 * Broadcasting for what a step needs: equal shapes, a scalar, a row [n] or [1, n], a column [m, 1]; an empty array
 * stays empty.
 */
function broadcast(a: PlainTensor, b: PlainTensor, apply: (x: number, y: number) => number): PlainTensor {
  const [longer, shorter] = a.data.length >= b.data.length ? [a, b] : [b, a];
  const large = shorter.data.length > 0 ? longer : emptyOf(a, b);
  const columns = large.shape.at(-1) ?? 1;
  const read = (tensor: PlainTensor): ((index: number) => number) => {
    const { data, shape } = tensor;
    if (data.length === large.data.length) return (index) => data[index]!;
    if (data.length === 1) return () => data[0]!;
    if (shape.at(-1) === columns && data.length === columns) return (index) => data[index % columns]!;
    if (shape.at(-1) === 1 && data.length * columns === large.data.length) {
      return (index) => data[Math.floor(index / columns)]!;
    }
    throw new RangeError(`cannot broadcast [${a.shape.join(", ")}] with [${b.shape.join(", ")}]`);
  };
  const left = read(a);
  const right = read(b);
  return { shape: large.shape, data: large.data.map((_, index) => apply(left(index), right(index))) };
}

/** Of two arrays of which one has no rows, the one without; of two without, the one with more columns. */
function emptyOf(a: PlainTensor, b: PlainTensor): PlainTensor {
  if (a.data.length > 0 || b.data.length > 0) return a.data.length === 0 ? a : b;
  return (a.shape.at(-1) ?? 1) >= (b.shape.at(-1) ?? 1) ? a : b;
}

function transpose(a: PlainTensor): PlainTensor {
  const [rows, columns] = a.shape as [number, number];
  const data = new Float64Array(a.data.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) data[column * rows + row] = a.data[row * columns + column]!;
  }
  return { shape: [columns, rows], data };
}

function product(a: PlainTensor, b: PlainTensor): PlainTensor {
  const [m, inner] = a.shape as [number, number];
  const n = b.shape[1]!;
  const data = new Float64Array(m * n);
  const { rows, factors } = roomForRows(inner);
  for (let k = 0; k < inner; k += 1) rows[k] = k;
  for (let row = 0; row < m; row += 1) {
    for (let k = 0; k < inner; k += 1) factors[k] = a.data[row * inner + k]!;
    addWeightedRows(data, row * n, { count: inner, rows, factors }, b.data, n);
  }
  return { shape: [m, n], data };
}

function scatter(
  base: PlainTensor,
  ids: PlainTensor,
  rows: PlainTensor,
  combine: (before: number, row: number) => number,
): PlainTensor {
  const columns = base.shape[1]!;
  const data = base.data.slice();
  ids.data.forEach((id, row) => {
    for (let column = 0; column < columns; column += 1) {
      const at = id * columns + column;
      data[at] = combine(data[at]!, rows.data[row * columns + column]!);
    }
  });
  return { shape: base.shape, data };
}
