import { expect, test } from "vitest";
import type { Dataset } from "../../../harness/contract/index.ts";
import { testRowDoubts } from "../../../harness/measure/test-rows.ts";

/** Rows whose classes are these, with test rows of their own if `tested` is given. */
function dataset(trained: readonly number[], tested: readonly number[] | null, more: Partial<Dataset> = {}): Dataset {
  const classes = Math.max(...trained) + 1;
  return {
    id: "csv:a.csv@1",
    labels: Array.from({ length: classes }, (_, label) => `c${label}`),
    rowCounts: { train: trained.length, test: tested?.length ?? null },
    trainLabels: Uint16Array.from(trained),
    ...(tested === null ? {} : { testLabels: Uint16Array.from(tested) }),
    rows: () => expect.fail("rows need not be read"),
    ...more,
  };
}

const cycle = (rows: number, classes: number) => Array.from({ length: rows }, (_, row) => row % classes);

test("enough test rows of every class are no doubt", () => {
  expect(testRowDoubts(dataset(cycle(100, 2), cycle(10, 2)), [0, 0.1])).toEqual([]);
});

test("classes without test rows are named, and few rows for many classes are counted", () => {
  expect(testRowDoubts(dataset(cycle(100, 4), cycle(60, 2)), [0.1])).toEqual([
    { kind: "untested-classes", labels: ["c2", "c3"], classes: 4 },
  ]);
  expect(testRowDoubts(dataset(cycle(2000, 200), cycle(400, 200)), [0.1])).toEqual([
    { kind: "few-rows-per-class", testRows: 400, classes: 200 },
  ]);
});

test("without test rows of their own, those of the split count", () => {
  // random_state 42 shuffles ten rows to 8 1 5 0 …: rows 8 and 1 are held back.
  const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
  expect(testRowDoubts(dataset(labels, null), [0])).toEqual([{ kind: "few-rows-per-class", testRows: 2, classes: 2 }]);
});

test("all classes that would have no training rows are refused at once", () => {
  // Rows 8 and 1 are the only ones of c1 and c2.
  const lost = dataset([0, 1, 0, 0, 0, 0, 0, 0, 2, 0], null);
  expect(() => testRowDoubts(lost, [0])).toThrow(
    /^csv:a\.csv@1: after the split, no training row is left of 2 classes: "c1", "c2"; add rows of them, keep each class's share with split=stratified/,
  );
  // Of the eight others, in the order 5 0 7 2 9 4 3 6, the validation rows take the second: eight rows shuffle to 1 5 0 ….
  expect(() => testRowDoubts(dataset([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], null), [0, 0.1])).toThrow(
    /after the split \(training\.validation 0\.1\), no training row is left of class "c1"/,
  );
});

test("data that does not tell its rows' classes, or that no cell splits, passes", () => {
  const { trainLabels: _, ...unknown } = dataset(cycle(10, 2), null);
  expect(testRowDoubts(unknown, [0.1])).toEqual([]);
  expect(testRowDoubts(dataset(cycle(10, 2), null), [])).toEqual([]);
});
