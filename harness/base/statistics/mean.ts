/** The mean of many values, without the copy that `mean` of simple-statistics would need; NaN for none. */
export function meanOf(values: Float64Array | Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]!;
  return sum / values.length;
}
