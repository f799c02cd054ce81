import { wholeShare } from "../../base/whole-share.ts";

/**
 * Marks a share of all values, rounded down to a whole number: the smallest magnitudes, and of equal ones the first.
 * @returns 1 where a value is marked, else 0, for each part
 */
export function smallestMagnitudes(parts: readonly Float32Array[], share: number): Float32Array[] {
  const sorted = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    sorted.set(part.map(Math.abs), offset);
    offset += part.length;
  }
  sorted.sort();
  const count = wholeShare(share, sorted.length);
  if (count === 0) return parts.map(({ length }) => new Float32Array(length));
  const limit = sorted[count - 1]!;
  let equalLeft = count - sorted.indexOf(limit);
  return parts.map((part) =>
    part.map((value) => {
      const size = Math.abs(value);
      if (size !== limit) return size < limit ? 1 : 0;
      equalLeft -= 1;
      return equalLeft >= 0 ? 1 : 0;
    }),
  );
}
