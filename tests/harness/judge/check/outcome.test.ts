import { expect, test } from "vitest";
import { exitCodeOf } from "../../../../harness/judge/check/check-result.ts";
import { outcomeOf, undecidedGates } from "../../../../harness/judge/check/outcome.ts";
import {
  BIGGER,
  ELSEWHERE,
  LOST,
  OVER_BUDGET,
  REWIRED,
  result,
  row,
  SLOWER,
  UNSURE,
  WARNED,
} from "../../../reports/check/results.ts";

const SMALL = row({ ...BIGGER, verdict: "pass" });

test.each([
  ["all pass", [row(), SMALL], false, "pass", 0],
  ["one time of two is open", [row(), UNSURE, SMALL], false, "pass", 0],
  ["every time is open", [UNSURE, SMALL], false, "inconclusive", 0],
  ["every memory figure is of another machine", [row(), ELSEWHERE], false, "inconclusive", 0],
  ["a warning is a decision", [WARNED, SMALL], false, "pass", 0],
  ["one time of two is open, strictly", [row(), UNSURE], true, "inconclusive", 4],
  ["a figure cannot be compared, strictly", [row(), ELSEWHERE], true, "inconclusive", 4],
  ["nothing was compared", [], true, "incomplete", 3],
  ["a cell is lost and a time is open", [LOST, UNSURE], true, "incomplete", 3],
  ["a regression beats what is lost and open", [UNSURE, LOST, REWIRED, OVER_BUDGET, SLOWER], true, "regressed", 1],
  ["a budget beats a change", [REWIRED, OVER_BUDGET], false, "over-budget", 1],
  ["a change", [REWIRED, row()], false, "changed", 1],
] as const)("%s", (_, rows, strict, outcome, exitCode) => {
  expect(outcomeOf({ rows, strict })).toBe(outcome);
  expect(exitCodeOf({ rows, strict })).toBe(exitCode);
});

test("a group of metrics is open if none of its rows was decided; one without rows is not", () => {
  expect(undecidedGates(result([UNSURE, ELSEWHERE, SMALL]))).toEqual(["time", "memory"]);
  expect(undecidedGates(result([]))).toEqual([]);
});
