import fc from "fast-check";
import { expect, test } from "vitest";
import { packRows, unpackRows } from "../../../harness/contract/outcome-rows.ts";
import { holdsForAll } from "../../fixtures/laws.ts";

test.each([2, 256, 257, 10_000])("labels and predictions of %i classes are read as they were written", (classes) => {
  const label = fc.oneof(fc.nat(classes - 1), fc.constant(classes - 1));
  holdsForAll(fc.array(fc.tuple(label, label), { maxLength: 300 }), (rows) => {
    const labels = Uint16Array.from(rows, ([one]) => one);
    const predictions = Uint16Array.from(rows, ([, other]) => other);
    expect(unpackRows(packRows({ labels, predictions }, classes), classes)).toEqual({ labels, predictions });
  });
});

const two = packRows({ labels: Uint16Array.of(0, 1, 1), predictions: Uint16Array.of(1, 1, 0) }, 2);

test.each([
  ["another number of rows", { ...two, rows: 4 }, "the labels of 4 rows need 4 bytes, got 3"],
  ["fewer rows than it holds", { ...two, rows: 2 }, "cannot be inflated"],
  ["what was never deflated", { ...two, labels: "////" }, "cannot be inflated"],
  ["labels of more classes", packRows({ labels: Uint16Array.of(5), predictions: Uint16Array.of(0) }, 6), "label 5 in"],
])("%s is refused", (_, stored, message) => {
  expect(() => unpackRows(stored, 2)).toThrow(message);
});
