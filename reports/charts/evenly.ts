/** Lines that a reader tells apart and a browser draws at once: more cover each other. */
export const MOST_LINES = 100;

/** Some of many, at equal distances: where the order is that of the matrix, every value of its axes is among them. */
export function evenly<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor(index * step)]!);
}
