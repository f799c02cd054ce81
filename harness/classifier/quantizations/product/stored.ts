import { randomStream } from "../../../base/random/mt19937.ts";
import { SPECIAL_ROWS, type StoredTensor } from "../../../contract/index.ts";
import { exactRows, largestMagnitude, type Matrix } from "../matrix.ts";
import { withExactRows } from "../stored-form.ts";
import { assign, kMeans } from "./k-means.ts";

/** Codes are bytes. */
export const MOST_CENTROIDS = 256;

export interface ProductTensor extends StoredTensor {
  readonly kind: "product";
  readonly shape: readonly [number, number];
  /** Columns of a sub-vector; the last one is shorter where they do not divide the row. */
  readonly width: number;
  /** [rows, sub-vectors]: which centroid stands for each sub-vector; 0 in rows 0 and 1. */
  readonly codes: Uint8Array;
  /** [sub-vectors, centroids, width], filled up with zeros; the first centroid of each sub-vector is all zeros. */
  readonly centroids: Float32Array;
  /** Lengths that the rows are multiplied by: a code per row, and at most 256 values; null where rows are whole. */
  readonly norms: { readonly codes: Uint8Array; readonly values: Float32Array } | null;
  /** Rows of padding and <OOV> in float32 [2, columns]. */
  readonly exact: Float32Array;
}

export interface ProductSettings {
  /** Columns that share a code. */
  readonly subvectorWidth: number;
  /** Values of a code, 2 to 256; one of them is the zero vector. */
  readonly centroids: number;
  /** Whether rows are stored as a length, one of 256, and a direction. */
  readonly norm: boolean;
  /** Rounds of k-means at most. */
  readonly iterations: number;
}

/**
 * Cuts each row into sub-vectors and stores for each the nearest of up to 256 centroids, which k-means finds among the
 * sub-vectors of the same columns. Centroid 0 is the zero vector: rows 0 and 1 point at it, and so may any other. With
 * `norm` the directions are clustered instead, and the lengths on their own.
 * @throws NonFiniteError on NaN or infinity
 * @see Jegou et al. 2011, doi:10.1109/TPAMI.2010.57; Joulin et al. 2016, arXiv:1612.03651 (the norm: section 3.2)
 */
export function toProduct(matrix: Matrix, settings: ProductSettings, seed: number): ProductTensor {
  const { rows, columns, data } = matrix;
  largestMagnitude(data);
  const words = data.slice(SPECIAL_ROWS * columns);
  const lengths = settings.norm ? rowLengths(words, columns) : null;
  const clustered =
    lengths === null ? words : words.map((value, index) => value / (lengths[Math.floor(index / columns)]! || 1));
  const width = Math.min(settings.subvectorWidth, columns);
  const subvectors = Math.ceil(columns / width);
  const centroidCount = Math.min(settings.centroids, rows - SPECIAL_ROWS + 1);
  const codes = new Uint8Array(rows * subvectors);
  const centroids = new Float32Array(subvectors * centroidCount * width);
  for (let subvector = 0; subvector < subvectors; subvector += 1) {
    const points = columnsOf(clustered, columns, subvector * width, width);
    const table = centroids.subarray(subvector * centroidCount * width, (subvector + 1) * centroidCount * width);
    const wanted = { count: centroidCount - 1, iterations: settings.iterations };
    table.set(kMeans(points, width, wanted, randomStream(seed, "product", subvector)), width);
    assign(points, table, width).codes.forEach((code, word) => {
      codes[(word + SPECIAL_ROWS) * subvectors + subvector] = code;
    });
  }
  const norms = lengths === null ? null : quantizedLengths(lengths, settings.iterations, seed);
  return { kind: "product", shape: [rows, columns], width, codes, centroids, norms, exact: exactRows(matrix) };
}

export function dequantizeProduct({ codes, centroids, norms, width, shape, exact }: ProductTensor): Float32Array {
  const [rows, columns] = shape;
  const subvectors = Math.ceil(columns / width);
  const centroidCount = centroids.length / (subvectors * width);
  const values = Float32Array.from({ length: rows * columns }, (_, index) => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    const subvector = Math.floor(column / width);
    const centroid = subvector * centroidCount + codes[row * subvectors + subvector]!;
    const value = centroids[centroid * width + (column % width)]!;
    return norms === null ? value : value * norms.values[norms.codes[row]!]!;
  });
  return withExactRows(values, exact);
}

/** Euclidean length of each row, as the float32 that divides it. */
function rowLengths(values: Float32Array, columns: number): Float32Array {
  return Float32Array.from({ length: values.length / columns }, (_, row) =>
    Math.hypot(...values.subarray(row * columns, (row + 1) * columns)),
  );
}

/** Columns start .. start + width - 1 of each row, zeros where the row ends before. */
function columnsOf(values: Float32Array, columns: number, start: number, width: number): Float32Array {
  const points = new Float32Array((values.length / columns) * width);
  const own = Math.min(width, columns - start);
  for (let row = 0; row * columns < values.length; row += 1) {
    const from = row * columns + start;
    points.set(values.subarray(from, from + own), row * width);
  }
  return points;
}

function quantizedLengths(
  lengths: Float32Array,
  iterations: number,
  seed: number,
): NonNullable<ProductTensor["norms"]> {
  const values = kMeans(lengths, 1, { count: MOST_CENTROIDS, iterations }, randomStream(seed, "product norms"));
  const codes = new Uint8Array(lengths.length + SPECIAL_ROWS);
  codes.set(assign(lengths, values, 1).codes, SPECIAL_ROWS);
  return { codes, values };
}
