import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseTrainingRows } from "../../../../harness/classifier/text/training-rows.ts";

/** 6 rows of class 0, 3 of class 1 and 1 of class 2. */
const LABELS = Uint16Array.of(0, 1, 0, 2, 0, 1, 0, 1, 0, 0);

const countsOf = (rows: Int32Array) => {
  const counts = [0, 0, 0];
  for (const row of rows) counts[LABELS[row]!]! += 1;
  return counts;
};

test("as many rows as classes have one of each, and more have each class with its share", () => {
  expect(countsOf(chooseTrainingRows(LABELS, 3, 1).used)).toEqual([1, 1, 1]);
  expect(countsOf(chooseTrainingRows(LABELS, 4, 1).used)).toEqual([2, 1, 1]);
  expect(countsOf(chooseTrainingRows(LABELS, 10, 1).used)).toEqual([6, 3, 1]);
});

test("fewer rows are among more rows, the rest are the others, and a seed always gives the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(3), { minLength: 1, maxLength: 60 }).map((labels) => Uint16Array.from(labels)),
      fc.nat(100),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (labels, seed, share) => {
        const count = Math.round(share * labels.length);
        const { used, rest } = chooseTrainingRows(labels, count, seed);
        expect(used).toHaveLength(count);
        expect([...used, ...rest].sort((a, b) => a - b)).toEqual([...labels.keys()]);
        const fewer = chooseTrainingRows(labels, Math.floor(count / 2), seed).used;
        expect([...used]).toEqual(expect.arrayContaining([...fewer]));
        expect(chooseTrainingRows(labels, count, seed).used).toEqual(used);
      },
    ),
  );
});

test("another seed draws other rows, and more rows than there are are refused", () => {
  const labels = new Uint16Array(100);
  expect(chooseTrainingRows(labels, 10, 1).used).not.toEqual(chooseTrainingRows(labels, 10, 2).used);
  expect(() => chooseTrainingRows(LABELS, 11, 1)).toThrow("11 training rows are to be used, and there are 10");
});
