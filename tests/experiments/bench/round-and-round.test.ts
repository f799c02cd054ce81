import { expect, test } from "vitest";
import { roundAndRound } from "../../../experiments/bench/round-and-round.ts";

test("few rows come again from the start, many are cut", () => {
  expect([...roundAndRound(5, 2)]).toEqual([0, 1, 0, 1, 0]);
  expect([...roundAndRound(3, 100)]).toEqual([0, 1, 2]);
});
