import { describe, expect, test } from "vitest";
import { ownersOfRows } from "../../../../../harness/classifier/training/together/owners-of-rows.ts";

const LABELS = Uint16Array.from({ length: 400 }, (_, row) => (row % 4 === 0 ? 1 : 0));
const rowsOf = (owned: Uint16Array, count: number) =>
  Array.from({ length: count }, (_, owner) => owned.filter((one) => one === owner).length);

/** The standard deviation of the owners' shares of label 1. */
function spread(owned: Uint16Array, count: number): number {
  const shares = Array.from({ length: count }, (_, owner) => {
    const own = LABELS.filter((_, row) => owned[row] === owner);
    return own.filter((label) => label === 1).length / own.length;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / count;
  return Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / count);
}

test("alike: every third row", () => {
  expect([...ownersOfRows("alike", { labels: LABELS.subarray(0, 5), sources: null }, { count: 3, seed: 1 })]).toEqual([
    0, 1, 2, 0, 1,
  ]);
});

test("by source: whole sources, dealt out in the order in which they appear", () => {
  const sources = Int32Array.of(7, 7, 3, 9, 3, 2, 9);
  const labels = new Uint16Array(7);
  expect([...ownersOfRows("source", { labels, sources }, { count: 2, seed: 1 })]).toEqual([0, 0, 1, 0, 1, 1, 0]);
});

describe("by a Dirichlet distribution", () => {
  const owned = (concentration: number, seed = 1) =>
    ownersOfRows(concentration, { labels: LABELS, sources: null }, { count: 4, seed });

  test("every row has an owner, every owner ten rows, and a seed gives the same ones", () => {
    for (const concentration of [0.1, 1, 100]) {
      const rows = rowsOf(owned(concentration), 4);
      expect(rows.reduce((sum, count) => sum + count, 0)).toBe(400);
      expect(Math.min(...rows)).toBeGreaterThanOrEqual(10);
      expect(owned(concentration)).toEqual(owned(concentration));
    }
    expect(owned(1, 2)).not.toEqual(owned(1, 1));
  });

  test("more rows than a call takes arguments are shared out, too", () => {
    const labels = new Uint16Array(200_000).fill(1, 0, 3);
    expect(ownersOfRows(100, { labels, sources: null }, { count: 2, seed: 1 })).toHaveLength(200_000);
  });

  test("a large concentration gives alike owners, a small one gives owners of one label", () => {
    const seeds = [1, 2, 3, 4, 5];
    const meanSpread = (concentration: number) =>
      seeds.reduce((sum, seed) => sum + spread(owned(concentration, seed), 4), 0) / seeds.length;
    expect(meanSpread(1000)).toBeLessThan(0.02);
    expect(meanSpread(0.3)).toBeGreaterThan(0.15);
  });
});

test("sources that the data does not name, or too few, are refused with the way out", () => {
  const labels = new Uint16Array(4);
  expect(() => ownersOfRows("source", { labels, sources: null }, { count: 2, seed: 1 })).toThrow("group=COLUMN");
  const sources = Int32Array.of(0, 0, 1, 1);
  expect(() => ownersOfRows("source", { labels, sources }, { count: 3, seed: 1 })).toThrow(
    "a source for each of 3 workers, got 2",
  );
});
