import { expect, test } from "vitest";
import { evenly } from "../../../reports/charts/evenly.ts";

test("some of many at equal distances, and all of few", () => {
  expect(evenly([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 2, 4]);
  expect(evenly(["a", "b"], 3)).toEqual(["a", "b"]);
});
