import type { TokenSpan } from "../../pretrained/text-batches.ts";

/** How the vectors of a text's tokens become one: their mean, or the first of them. */
export type TokenPooling = "mean" | "first";

/** Vectors of tokens, [rows, tokens, columns], those of padding among them. */
export interface TokenVectors {
  readonly data: Float32Array;
  readonly tokens: number;
  readonly columns: number;
}

/** As torch.nn.functional.normalize has it. */
const LEAST_LENGTH = 1e-12;

/**
 * A vector for each text of a batch, which no padding reaches. Sums are in float64.
 * @param spans where each text's own tokens are in its row; a text without any gets zeros
 * @returns [spans, columns]
 */
export function poolTokens(
  { data, tokens, columns }: TokenVectors,
  spans: readonly TokenSpan[],
  pooling: TokenPooling,
): Float32Array {
  const pooled = new Float32Array(spans.length * columns);
  for (const [row, { start, end }] of spans.entries()) {
    const last = pooling === "first" ? Math.min(start + 1, end) : end;
    const sums = new Float64Array(columns);
    for (let token = start; token < last; token += 1) {
      const at = (row * tokens + token) * columns;
      for (let column = 0; column < columns; column += 1) sums[column]! += data[at + column]!;
    }
    const count = Math.max(1, last - start);
    pooled.set(
      sums.map((sum) => sum / count),
      row * columns,
    );
  }
  return pooled;
}

/** Rows divided by their length; zeros stay zeros. @param rows [rows, columns] */
export function normalizedRows(rows: Float32Array, columns: number): Float32Array {
  const normalized = rows.slice();
  for (let start = 0; start < rows.length; start += columns) {
    const row = rows.subarray(start, start + columns);
    const length = Math.max(LEAST_LENGTH, Math.hypot(...row));
    normalized.set(
      row.map((value) => value / length),
      start,
    );
  }
  return normalized;
}
