/** `count` row numbers below `available`: 0, 1, 2 …, starting over as often as needed. */
export function cyclicRows(count: number, available: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index % available);
}
