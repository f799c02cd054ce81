import type { Contradiction } from "./contradiction.ts";

/** What is wrong with base64 of a bit for each row. */
export function bitsetProblem(field: string, bitset: string, rows: number): Contradiction {
  const bytes = Buffer.from(bitset, "base64");
  const needed = Math.ceil(rows / 8);
  if (bytes.length !== needed) return `${field}: must have ${needed} bytes for ${rows} rows, got ${bytes.length}`;
  const beyond = rows % 8 === 0 ? 0 : bytes.at(-1)! >> (rows % 8);
  return beyond === 0 ? null : `${field}: must have bits for ${rows} rows alone, got more`;
}

/** How many bits are set. */
export function setBits(bitset: string): number {
  let count = 0;
  for (const byte of Buffer.from(bitset, "base64")) {
    for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}
