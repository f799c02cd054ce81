import type { Contradiction } from "./contradiction.ts";

/** What is wrong with the bytes of a bit for each row. */
export function bitsetProblem(field: string, bytes: Buffer, rows: number): Contradiction {
  const needed = Math.ceil(rows / 8);
  if (bytes.length !== needed) return `${field}: must have ${needed} bytes for ${rows} rows, got ${bytes.length}`;
  const beyond = rows % 8 === 0 ? 0 : bytes.at(-1)! >> (rows % 8);
  return beyond === 0 ? null : `${field}: must have bits for ${rows} rows alone, got more`;
}

/** How many bits are set. */
export function setBits(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) {
    for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}
