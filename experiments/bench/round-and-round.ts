/** `count` row numbers out of `available`: 0, 1, 2 … and from the start again where there are fewer. */
export function roundAndRound(count: number, available: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index % available);
}
