/**
 * Class names in the order of their ids: by number where all are integers, else by code point.
 */
export function sortedLabels(labels: Iterable<string>): string[] {
  const byCodePoint = [...labels].sort(compareCodePoints);
  if (!byCodePoint.every((label) => /^[+-]?\d+$/.test(label))) return byCodePoint;
  return byCodePoint.sort((a, b) => Number(BigInt(withoutPlus(a)) - BigInt(withoutPlus(b))));
}

/** JavaScript's own order is by UTF-16 code unit; that of UTF-8 bytes is by code point. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function withoutPlus(integer: string): string {
  return integer.replace(/^\+/, "");
}
