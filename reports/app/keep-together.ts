/** A text whose lines do not break between a figure and its unit, its label, its month or its sign, nor before the dot between two values. */
export function keptTogether(text: string): string {
  const joined = text.replace(/(?<=[a-z]\d*：)(?=\d)|(?<=−)(?=\$)/gu, "\u2060");
  return joined.replace(
    /(?<=\d) (?=(?:%|ms|s|kB|MB|GB)(?![\p{L}\d]))| (?=· )|(?<=\bmonth) (?=\d)|(?<=\p{L}\d*:) (?=\d)/gu,
    "\u00a0",
  );
}
