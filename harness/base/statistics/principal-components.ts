import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Directions in which rows differ most, the first one most of all. */
export interface PrincipalComponents {
  /** [width] */
  readonly mean: Float64Array;
  /** Unit vectors [count][width], whose largest entry is positive, so that a decomposition's free choice of sign decides nothing. */
  readonly directions: readonly Float64Array[];
}

/**
 * @param values [rows, width], at least one row
 * @param count at most `width`
 * @see Pearson 1901, doi:10.1080/14786440109462720
 */
export function principalComponents(values: ArrayLike<number>, width: number, count: number): PrincipalComponents {
  const rows = values.length / width;
  const mean = new Float64Array(width);
  for (let at = 0; at < values.length; at += 1) mean[at % width]! += values[at]! / rows;
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < rows; row += 1) {
    for (let one = 0; one < width; one += 1) {
      const share = (values[row * width + one]! - mean[one]!) / rows;
      for (let other = 0; other <= one; other += 1) {
        covariance[one * width + other]! += share * (values[row * width + other]! - mean[other]!);
      }
    }
  }
  const symmetric = new Matrix(width, width);
  for (let one = 0; one < width; one += 1) {
    for (let other = 0; other < width; other += 1) {
      symmetric.set(one, other, covariance[Math.max(one, other) * width + Math.min(one, other)]!);
    }
  }
  // Of a symmetric matrix the eigenvalues come in rising order.
  const { eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  const directions = Array.from({ length: count }, (_, index) =>
    signed(Float64Array.from(eigenvectorMatrix.getColumn(width - 1 - index))),
  );
  return { mean, directions };
}

function signed(direction: Float64Array): Float64Array {
  const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}

/** Coordinates of each row along the directions, from the mean. @returns [rows, directions] */
export function coordinates(values: ArrayLike<number>, { mean, directions }: PrincipalComponents): Float32Array {
  const width = mean.length;
  const rows = values.length / width;
  const projected = new Float32Array(rows * directions.length);
  for (let row = 0; row < rows; row += 1) {
    directions.forEach((direction, column) => {
      let sum = 0;
      for (let at = 0; at < width; at += 1) sum += (values[row * width + at]! - mean[at]!) * direction[at]!;
      projected[row * directions.length + column] = sum;
    });
  }
  return projected;
}
