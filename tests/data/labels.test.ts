import { expect, test } from "vitest";
import { sortedLabels } from "../../data/labels.ts";

test("integers stand in numeric order, also large and negative ones", () => {
  expect(sortedLabels(["10", "9", "-1", "90071992547409931", "90071992547409930"])).toEqual([
    "-1",
    "9",
    "10",
    "90071992547409930",
    "90071992547409931",
  ]);
});

test("one name that is no integer makes all of them names", () => {
  expect(sortedLabels(["10", "9", "x"])).toEqual(["10", "9", "x"]);
  expect(sortedLabels(["1.5", "10", "9"])).toEqual(["1.5", "10", "9"]);
});

test("names stand by code point, not by UTF-16 code unit", () => {
  // U+FF5E is below U+1F600, whose first code unit is 0xD83D
  expect(sortedLabels(["😀", "～", "b", "B"])).toEqual(["B", "b", "～", "😀"]);
});
