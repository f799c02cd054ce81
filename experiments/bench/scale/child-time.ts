/**
 * Processor time of a shell's children, from what its `times` prints: a line for the shell itself, and one for its children.
 * @param printed such as "0m0.01s 0m0.00s\n0m1.25s 0m0.50s\n"
 * @returns milliseconds, here 1750; null for anything else
 */
export function childMs(printed: string): number | null {
  const children = printed.trim().split("\n")[1];
  const parts = [...(children ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) return null;
  return parts.reduce((sum, [, minutes, seconds]) => sum + 60_000 * Number(minutes) + 1000 * Number(seconds), 0);
}
