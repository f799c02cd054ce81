import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { ConfigError } from "../harness/base/errors.ts";

const NEWLINE = 0x0a;

/**
 * A text file that a user wrote.
 * @param unread what to say of a file that cannot be read, if not what the file system does
 * @throws ConfigError with the line where it is not UTF-8
 */
export async function readText(file: string, unread?: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw unread === undefined ? cause : new ConfigError(unread, { cause });
  });
  return utf8Text(bytes, file);
}

/** Without a byte order mark. @param name of the file in messages @throws ConfigError with the line where it is not UTF-8 */
export function utf8Text(bytes: Buffer, name: string): string {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  throw new ConfigError(`${name}:${brokenLine(bytes)}: is not UTF-8; save the file as UTF-8`);
}

/** The first line, counted from 1, that is not UTF-8: no character of it has a byte of a line's end. */
function brokenLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
