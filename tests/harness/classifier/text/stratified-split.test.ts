import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { stratifiedSplit } from "../../../../harness/classifier/text/stratified-split.ts";
import { holdsForAll } from "../../../fixtures/laws.ts";

const whole = z.array(z.int());
const splits = z.array(z.object({ labels: whole, share: z.number(), seed: z.int(), train: whole, test: whole }));

// Made by scikit-learn 1.2.1: train_test_split(range(rows), test_size=share, random_state=seed, stratify=labels).
test("rows are those of scikit-learn's train_test_split with stratify, in the same order", async () => {
  const file = new URL("./stratified-splits.json", import.meta.url);
  const known = splits.parse(JSON.parse(await readFile(file, "utf8")));
  expect(known.length).toBeGreaterThan(5);
  for (const { labels, share, seed, train, test: held } of known) {
    const split = stratifiedSplit(Uint16Array.from(labels), share, seed);
    expect({ train: [...split.train], test: [...split.test] }).toEqual({ train, test: held });
  }
});

test("twelve rows of one class and eight of another: two of each are held back, by drawing among equal remainders", () => {
  const labels = Uint16Array.from({ length: 20 }, (_, row) => (row < 12 ? 0 : 1));
  const { train, test: held } = stratifiedSplit(labels, 0.2, 42);
  expect([...held]).toEqual([3, 19, 14, 6]);
  expect([...train]).toEqual([11, 13, 12, 8, 17, 1, 0, 15, 4, 2, 7, 16, 10, 5, 18, 9]);
});

test("every row is on one side, and each class has its share there, to within one row of either rounding", () => {
  const labels = fc.array(fc.nat(4), { minLength: 1, maxLength: 200 });
  holdsForAll(fc.tuple(labels, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1000)), ([all, share, seed]) => {
    const { train, test: held } = stratifiedSplit(Uint16Array.from(all), share, seed);
    expect([...train, ...held].sort((a, b) => a - b)).toEqual([...all.keys()]);
    for (const label of new Set(all)) {
      const size = all.filter((one) => one === label).length;
      const ofClass = [...held].filter((row) => all[row] === label).length;
      expect(Math.abs(ofClass - (size * held.length) / all.length)).toBeLessThanOrEqual(1);
    }
  });
});
