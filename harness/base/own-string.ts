/**
 * The same string in memory of its own. What was cut out of a longer string keeps all of that in memory, which
 * must not happen to a small part of a file that is kept.
 */
export function ownString(part: string): string {
  return Buffer.from(part, "utf16le").toString("utf16le");
}
