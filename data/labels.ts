/** Characters that nobody sees, such as U+200B. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;
const WHITE_SPACE = /\p{White_Space}+/gu;
const NUMBER = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/;

/**
 * The same for labels that look the same to a reader: "Spam" and "spam ", "é" in one code point and in two, "1", "+1", "01"
 * and "1.0".
 */
export function labelMeaning(label: string): string {
  const visible = label.normalize("NFKC").replace(INVISIBLE, "").replace(WHITE_SPACE, " ").trim().toLowerCase();
  const [, sign = "", whole, fraction = ""] = (/\d/.test(visible) ? NUMBER.exec(visible) : null) ?? [];
  if (whole === undefined) return visible;
  const size = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return sign === "-" && size !== "0" ? `-${size}` : size;
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
