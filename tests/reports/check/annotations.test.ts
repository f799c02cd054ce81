import { expect, test } from "vitest";
import { checkAnnotations, MOST_ANNOTATIONS } from "../../../reports/check/annotations.ts";
import { LOST, RESULTS, result, row, SLOWER, UNSURE, WAIVED, WARNED } from "./results.ts";

const lines = (text: string) => text.split("\n").slice(0, -1);

test("errors first, each with figures and reason", () => {
  expect(lines(checkAnnotations(result([WAIVED, UNSURE, row(), LOST, SLOWER])))).toEqual([
    "::error title=regressed%3A training step of float32::1.2 ms before, 1.57 ms now, ratio 1.31 (1.27 to 1.35). Slower than the margin of 5 %25 allows (p < 0.001).",
    "::error title=missing%3A latency p50 of float32::1.2 ms before, — now. The head timed out.",
    "::warning title=regressed (waived)%3A model file of int8-rows::166,012 B before, 166,340 B now. Larger by 328 B (0.198 %25). Waived until 2026-12-01: new header.",
  ]);
});

test("a pass has none", () => {
  expect(checkAnnotations(RESULTS.passing!)).toBe("");
});

test.each([
  ["nothing was compared", RESULTS.empty!, false, "Incomplete: nothing was compared between main and feature."],
  ["strict doubt", result([UNSURE]), true, "Inconclusive: 1 of 1 comparison of 1 cell"],
])("what fails without a row of its own is one error: %s", (_, one, strict, message) => {
  const all = lines(checkAnnotations({ ...one, strict }));
  expect(all).toHaveLength(1);
  expect(all[0]).toContain(`::error title=regression check::${message}`);
});

test("doubt that fails nothing is a warning", () => {
  expect(lines(checkAnnotations(result([UNSURE])))).toEqual([
    "::warning title=regression check::Inconclusive: none of 1 comparison of 1 cell between main and feature could be decided; 1 inconclusive.",
  ]);
});

test("ten rows are ten annotations; of eleven, the last counts two", () => {
  const rows = (count: number) => result(Array.from({ length: count }, () => SLOWER));
  expect(lines(checkAnnotations(rows(MOST_ANNOTATIONS)))).toHaveLength(10);
  const all = lines(checkAnnotations(rows(MOST_ANNOTATIONS + 1)));
  expect(all).toHaveLength(10);
  expect(all.at(-1)).toBe("::error title=2 more::2 errors and 0 warnings more: see the summary of this step.");
});

test("warnings that are left out are counted as a warning", () => {
  const all = lines(checkAnnotations(result(Array.from({ length: 12 }, () => WARNED))));
  expect(all.at(-1)).toMatch(/^::warning title=3 more::0 errors and 3 warnings more/);
});

test("text cannot end its property or its command", () => {
  const all = lines(checkAnnotations(RESULTS.hostile!));
  expect(all).toHaveLength(4);
  for (const line of all) expect(line).toMatch(/^::(error|warning) title=[^:,\r\n]*::[^\r\n]*$/);
  expect(all[0]).toContain("%3A%3Aerror%3A%3Ax%2C%2525");
});
