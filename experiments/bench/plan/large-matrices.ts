/** Matrices as large as they may be, or larger, each in the part that is then read in full. */
export type LargeMatrix = "2,000 include" | "9,999 include" | "1,000 exclude on 10,000 cells" | "1,000,000 seeds";

export const LARGE_MATRICES: Readonly<Record<LargeMatrix, () => object>> = {
  "2,000 include": () => ({ ...SMALL, include: rows(2000) }),
  // With the base itself as many runs as a matrix may have.
  "9,999 include": () => ({ ...SMALL, include: rows(9999) }),
  "1,000 exclude on 10,000 cells": () => ({
    ...SMALL,
    axes: { epochs: counted(100), batchSize: counted(100) },
    exclude: Array.from({ length: 1000 }, (_, index) => ({
      epochs: 1 + (index % 100),
      batchSize: 1 + Math.floor(index / 100),
    })),
  }),
  // Refused: what is measured is how long that takes.
  "1,000,000 seeds": () => ({ ...SMALL, seeds: counted(1_000_000) }),
};

/** Nothing about its data takes long, and no baseline is needed. */
const SMALL = {
  name: "large",
  base: { dataset: "synthetic:rows=100", epochs: 1 },
  accuracyFloor: { atLeast: 0 },
};

/** Cells that differ from the base and from one another. */
function rows(count: number): object[] {
  return counted(count).map((number) => ({ optimizer: { name: "adam", learningRate: number / 1_000_000 + 0.01 } }));
}

/** [1, 2, …, count] */
function counted(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
