import { expect, test } from "vitest";
import { labelMeaning, sortedLabels } from "../../data/labels.ts";

test("integers are in numeric order, even large and negative ones", () => {
  expect(sortedLabels(["10", "9", "-1", "90071992547409931", "90071992547409930"])).toEqual([
    "-1",
    "9",
    "10",
    "90071992547409930",
    "90071992547409931",
  ]);
});

test("a single label that is not an integer makes all of them names", () => {
  expect(sortedLabels(["10", "9", "x"])).toEqual(["10", "9", "x"]);
  expect(sortedLabels(["1.5", "10", "9"])).toEqual(["1.5", "10", "9"]);
});

test("names are ordered by code point, not by UTF-16 code unit", () => {
  // U+FF5E is below U+1F600, whose first code unit is 0xD83D.
  expect(sortedLabels(["😀", "～", "b", "B"])).toEqual(["B", "b", "～", "😀"]);
});

test("labels mean the same if they differ in case, white space, invisible characters or the spelling of a number", () => {
  expect(["x", " x", "x\r", "x\u00a0", "\u200bx", "X"].map(labelMeaning)).toEqual(["x", "x", "x", "x", "x", "x"]);
  expect(["a  b", "a\u00a0b", "A B"].map(labelMeaning)).toEqual(["a b", "a b", "a b"]);
  expect(labelMeaning("cafe\u0301")).toBe(labelMeaning("café"));
  expect(["1", "+1", "01", "1 ", "1.0", "1."].map(labelMeaning)).toEqual(["1", "1", "1", "1", "1", "1"]);
  expect(["0", "-0", "00", "0.0", ".0"].map(labelMeaning)).toEqual(["0", "0", "0", "0", "0"]);
  expect(["0.5", ".50", "-1", "10", "1.5", "1.2.3", "."].map(labelMeaning)).toEqual([
    "0.5",
    "0.5",
    "-1",
    "10",
    "1.5",
    "1.2.3",
    ".",
  ]);
});
