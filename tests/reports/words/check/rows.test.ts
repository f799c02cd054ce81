import { expect, test } from "vitest";
import { inReadingOrder } from "../../../../harness/judge/check/reading-order.ts";
import { ratioText, rowTitle } from "../../../../reports/words/check/figures.ts";
import { explanation, figureTexts, verdictText } from "../../../../reports/words/check/rows.ts";
import { sideDifferences } from "../../../../reports/words/check/sides.ts";
import { ALL, LOST, result, row, WAIVED, WARNED } from "../../check/results.ts";

test("failures come first, then by verdict; waived rows and warnings are not failures", () => {
  expect(inReadingOrder({ rows: ALL }).map((one) => verdictText(one))).toEqual([
    "regressed",
    "regressed",
    "changed",
    "regressed (waived)",
    "regressed (warning)",
    "missing",
    "inconclusive",
    "not comparable",
    "improved",
    "pass",
  ]);
});

test("a waiver is named where it keeps something from failing, and nowhere else", () => {
  const { waiver } = WAIVED;
  expect(verdictText(row({ waiver }))).toBe("pass");
  expect(verdictText({ ...LOST, waiver })).toBe("missing");
  expect(verdictText({ ...WARNED, waiver })).toBe("regressed (waived)");
});

test.each([
  ["modelBytes", 642_000, 124_000, "642 kB", "124 kB"],
  ["modelBytes", 642_000, 642_001, "642,000 B", "642,001 B"],
  ["modelBytes", 642_000, 642_000, "642 kB", "642 kB"],
  ["accuracy", 0.871, 0.85, "87.1 %", "85.0 %"],
  ["accuracy", 0.871, 0.8711, "87.1 %", "87.11 %"],
  ["parameters", 160_409, null, "160,409", "—"],
  ["usdPerMillionTexts", 0.001, 0.002, "$0.00100/M", "$0.00200/M"],
  ["textsPerSecond", 51_234, 49_876, "51,200 texts/s", "49,900 texts/s"],
  ["price", "aws/a", "aws/b", "aws/a", "aws/b"],
] as const)(
  "figures of %s stand in its unit, in full where rounding would hide the difference",
  (metric, base, head, first, second) => {
    expect(figureTexts(row({ metric, base, head }))).toEqual({ base: first, head: second });
  },
);

test("an id that was replaced keeps its letters at the start of a sentence", () => {
  const graph = row({
    metric: "graph",
    verdict: "changed",
    base: "cd089b",
    head: "ac5b50",
    reason: { kind: "replaced" },
  });
  expect(explanation(graph)).toBe("From cd089b to ac5b50.");
});

test.each([
  ["recall", null, "recall of the positive label", "正类召回率"],
  ["recall", "fraud", "recall of “fraud”", "“fraud”的召回率"],
  ["f1", "fraud", "F1 of “fraud”", "“fraud”的F1"],
  ["modelBytes", null, "model file", "模型文件"],
] as const)("the figure of a row: %s of %s", (metric, className, english, chinese) => {
  expect(rowTitle({ metric, className })).toBe(english);
  expect(rowTitle({ metric, className }, "zh")).toBe(chinese);
});

test("in Chinese, units are words where symbols are", () => {
  expect(figureTexts(row({ metric: "textsPerSecond", base: 51_234, head: 49_876 }), "zh")).toEqual({
    base: "51,200条/秒",
    head: "49,900条/秒",
  });
});

test("ratios have two digits after the point, or three that count far from 1", () => {
  expect([1.3149, 0.5, 0.012345, 1234.5].map(ratioText)).toEqual(["1.31", "0.50", "0.0123", "1,230"]);
});

test("only what differs between the sides is listed", () => {
  const base = { name: "main", commit: null, fingerprint: { cpu: "A", cores: 2, gpu: "G" } };
  const head = { name: "feature", commit: null, fingerprint: { cpu: "B", cores: 2 } };
  expect(sideDifferences(result([], { base, head }))).toEqual([
    'cpu: "A" in main, "B" in feature',
    'gpu: "G" in main, unknown in feature',
  ]);
});
