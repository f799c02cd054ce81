/** White space, and characters that are invisible, such as U+200B. */
const INVISIBLE = "[\\p{White_Space}\\p{Default_Ignorable_Code_Point}]+";
const INVISIBLE_ENDS = new RegExp(`^${INVISIBLE}|${INVISIBLE}$`, "gu");

/** The same for labels that look the same to a reader: "x" and "x ", or "1", "+1" and "01". */
export function labelMeaning(label: string): string {
  const visible = label.replace(INVISIBLE_ENDS, "");
  const [, sign, digits] = /^([+-]?)0*(\d+)$/.exec(visible) ?? [];
  if (digits === undefined) return visible;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** Class names in the order of their ids: by number if all are integers, else by code point. */
export function sortedLabels(labels: Iterable<string>): string[] {
  const byCodePoint = [...labels].sort(compareCodePoints);
  if (!byCodePoint.every((label) => /^[+-]?\d+$/.test(label))) return byCodePoint;
  return byCodePoint.sort((a, b) => Number(BigInt(withoutPlus(a)) - BigInt(withoutPlus(b))));
}

/** JavaScript orders strings by UTF-16 code unit; UTF-8 bytes are ordered by code point. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function withoutPlus(integer: string): string {
  return integer.replace(/^\+/, "");
}
