import type { RowRange } from "../row-ranges.ts";

/**
 * Rows of features, as a solver needs them: it neither knows nor copies them, so that they may be dense, sparse or computed. Products are of
 * matrices, row-major, in float64.
 */
export interface Design {
  readonly rows: number;
  readonly columns: number;
  /** Writes some rows · transposed kernel. @param kernel [outputs, columns] @param into [those rows, outputs] */
  times(kernel: Float64Array, outputs: number, into: Float64Array, some: RowRange): void;
  /** Adds transposed errors · some rows to `into`. @param errors [those rows, outputs] @param into [outputs, columns] */
  addTransposeTimes(errors: Float64Array, outputs: number, into: Float64Array, some: RowRange): void;
}

/**
 * Some rows of a dense matrix.
 * @param features [all rows, columns], row-major
 * @param chosen numbers of the rows that count, in order
 */
export function denseDesign(features: Float32Array, columns: number, chosen: ArrayLike<number>): Design {
  const rows = chosen.length;
  return {
    rows,
    columns,
    times: (kernel, outputs, into, some) => {
      for (let row = some.start; row < some.end; row += 1) {
        const start = chosen[row]! * columns;
        const to = (row - some.start) * outputs;
        for (let output = 0; output < outputs; output += 1) {
          const at = output * columns;
          let sum = 0;
          for (let column = 0; column < columns; column += 1) sum += features[start + column]! * kernel[at + column]!;
          into[to + output] = sum;
        }
      }
    },
    addTransposeTimes: (errors, outputs, into, some) => {
      for (let row = some.start; row < some.end; row += 1) {
        const start = chosen[row]! * columns;
        const from = (row - some.start) * outputs;
        for (let output = 0; output < outputs; output += 1) {
          const at = output * columns;
          const error = errors[from + output]!;
          for (let column = 0; column < columns; column += 1) into[at + column]! += error * features[start + column]!;
        }
      }
    },
  };
}
