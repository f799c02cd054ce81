import { expect, test } from "vitest";
import { checkSentence, checkVerdict } from "../../../../reports/words/check/verdict.ts";
import {
  BIGGER,
  ELSEWHERE,
  LOST,
  OVER_BUDGET,
  RESULTS,
  REWIRED,
  result,
  row,
  SLOWER,
  UNSURE,
  WAIVED,
  WARNED,
} from "../../check/results.ts";
import { expectTranslated } from "../../in-chinese.ts";

/** Those of base and head, and what no language translates. */
const NAMES = ["main", "feature", "The head timed out"];

const other = row({ cell: "c0ffee000002", label: "int8-rows" });

test.each([
  [
    "a ratio",
    [SLOWER, row()],
    "Regressed: training step of float32 is 1.31 times as slow in feature as in main (1.27 to 1.35)",
  ],
  [
    "figures whose rounded texts agree",
    [BIGGER],
    "Regressed: model file of int8-rows rose from 166,012 B in main to 166,340 B in feature",
  ],
  [
    "a change",
    [row(), REWIRED],
    "Changed: graph structure of float32 changed from aaaa00000001 in main to bbbb00000002 in feature",
  ],
  [
    "several",
    [REWIRED, SLOWER, LOST],
    "Regressed: training step of float32 is 1.31 times as slow in feature as in main (1.27 to 1.35); 1 more of 3 comparisons fails; 1 missing",
  ],
  ["passes", [row(), other], "Pass: 2 comparisons of 2 cells between main and feature, none worse"],
  ["doubt", [row(), UNSURE], "Pass: 2 comparisons of 1 cell between main and feature, none worse; 1 inconclusive"],
  [
    "a waiver and a warning",
    [WAIVED, WARNED],
    "Pass: 2 comparisons of 2 cells between main and feature, none fails; 1 worse, but waived, 1 worse, but only a warning",
  ],
  [
    "nothing decided",
    [UNSURE, ELSEWHERE],
    "Inconclusive: none of 2 comparisons of 1 cell between main and feature could be decided; 1 inconclusive, 1 not comparable",
  ],
  [
    "nothing about the times",
    [UNSURE, row({ ...UNSURE, metric: "p50Ms" }), row({ ...BIGGER, verdict: "pass" })],
    "Inconclusive: nothing could be told about time (2 of 3 comparisons of 2 cells between main and feature); of the others, none is worse",
  ],
  [
    "nothing about the times, and a warning",
    [UNSURE, row({ ...WARNED, metric: "modelBytes" })],
    "Inconclusive: nothing could be told about time (1 of 2 comparisons of 1 cell between main and feature); of the others, none fails; 1 worse, but only a warning",
  ],
  [
    "a regression and a missed limit",
    [OVER_BUDGET, SLOWER],
    "Regressed: training step of float32 is 1.31 times as slow in feature as in main (1.27 to 1.35); 1 more of 2 comparisons fails",
  ],
  [
    "one missing",
    [LOST, row()],
    "Incomplete: 1 of 2 comparisons between main and feature could not be made: latency p50 of float32 (The head timed out)",
  ],
  [
    "two missing",
    [LOST, { ...LOST, cell: "x", label: "x" }],
    "Incomplete: 2 of 2 comparisons between main and feature could not be made; the first is latency p50 of float32 (The head timed out)",
  ],
  [
    "a limit",
    [OVER_BUDGET],
    "Over budget: int8-rows: model file 166,340 B is above the limit of 166 kB (limits.json:3:40)",
  ],
  ["nothing", [], "Incomplete: nothing was compared between main and feature"],
])("states the result: %s", (_, rows, sentence) => {
  expect(checkSentence(result(rows))).toBe(sentence);
  expectTranslated(sentence, checkSentence(result(rows), "zh"), [rows, NAMES]);
});

test("an inconclusive row fails a strict check", () => {
  const strict = result([row(), UNSURE], { strict: true });
  expectTranslated(checkSentence(strict), checkSentence(strict, "zh"), NAMES);
  expect(checkSentence(strict)).toBe(
    "Inconclusive: 1 of 2 comparisons of 1 cell between main and feature could not be decided",
  );
});

test("stays one line, whatever the labels contain", () => {
  expect(checkSentence(RESULTS.hostile!)).not.toMatch(/\p{Cc}/u);
});

test("in Chinese, a failure says what changed, where, and by how much", () => {
  expect(checkSentence(result([SLOWER, row()]), "zh")).toBe(
    "退步：float32的每步训练时间在feature中是在main中的1.31倍（1.27至1.35）",
  );
  expect(checkSentence(result([BIGGER]), "zh")).toBe(
    "退步：int8-rows的模型文件从main的166,012 B升至feature的166,340 B",
  );
});

test("the verdict is bold, whatever the names contain", () => {
  const result = RESULTS.all!;
  const named = { ...result, base: { ...result.base, name: "a: b" }, rows: [{ ...BIGGER, label: "C:/int8: rows" }] };
  expect(checkVerdict(named)).toEqual([
    { strong: "Regressed" },
    ": ",
    "model file of C:/int8: rows rose from 166,012 B in a: b to 166,340 B in feature",
  ]);
});
