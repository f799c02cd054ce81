import { expect, test } from "vitest";
import { unseenAccuracy } from "../../../../harness/judge/figures/catalogue/unseen-accuracy.ts";
import { corpusFacts } from "../../../fixtures/answers.ts";
import { makePlan, okRun } from "../../../fixtures/records.ts";

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
/** Right on rows 0 to 6 of 8. */
const read = (seen: readonly number[] | null) =>
  unseenAccuracy.read(okRun(cell!, { corpus: seen === null ? null : corpusFacts({ testRows: 8, seen }) }));

test.each([
  [[0, 1, 2], 0.8], // 3 to 6 right, 7 wrong
  [[7], 1],
  [[0, 1, 2, 3, 4, 5, 6], 0],
  [[], 0.875],
])("rows %j were seen: the accuracy on the others is %d", (seen, share) => {
  expect(read(seen)).toBeCloseTo(share, 12);
});

test("is null where all rows were seen, and where nothing was counted", () => {
  expect(read([0, 1, 2, 3, 4, 5, 6, 7])).toBeNull();
  expect(read(null)).toBeNull();
});

test("a damaged bitset is an error that names it", () => {
  const corpus = { ...corpusFacts({ testRows: 8, seen: [1] }), seen: "AAAA" };
  expect(() => unseenAccuracy.read(okRun(cell!, { corpus }))).toThrow(/corpus\.seen must have 1 bytes/);
});
