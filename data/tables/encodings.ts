import { ConfigError } from "../../harness/base/errors.ts";

/** The WHATWG name of an encoding as `encoding=` gives it; null for UTF-8. @throws ConfigError on an unknown one */
export function encodingNamed(name: string | undefined): string | null {
  if (name === undefined) return null;
  try {
    const { encoding } = new TextDecoder(name);
    return encoding === "utf-8" ? null : encoding;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ConfigError(
      `encoding=${name}: Node's TextDecoder does not know it; write windows-1252, gb18030, utf-16, shift_jis, or another name of the WHATWG standard`,
      { cause },
    );
  }
}

/** The UTF-16 encoding that a byte order mark at the start tells of; null without one. */
export function utf16OfMark(head: Buffer): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : null;
}

/** "windows-1252" -> "Windows-1252", "utf-16le" -> "UTF-16LE": as people write them */
export function encodingText(encoding: string): string {
  return encoding.startsWith("windows") ? `W${encoding.slice(1)}` : encoding.toUpperCase();
}
