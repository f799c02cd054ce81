import type { Contradiction } from "./contradiction.ts";

/** What is wrong with the bytes of a bit for each row. */
export function bitsetProblem(field: string, bytes: Buffer, rows: number): Contradiction {
  const needed = Math.ceil(rows / 8);
  if (bytes.length !== needed) return `${field}: must have ${needed} bytes for ${rows} rows, got ${bytes.length}`;
  const beyond = rows % 8 === 0 ? 0 : bytes.at(-1)! >> (rows % 8);
  return beyond === 0 ? null : `${field}: must have bits for ${rows} rows alone, got more`;
}

/** By byte, its bits that are set. */
const BITS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

/** How many bits are set. */
export function setBits(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) count += BITS[bytes[at]!]!;
  return count;
}
