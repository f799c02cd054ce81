import { expect, test } from "vitest";
import { formatShare, formatUsd } from "../../../harness/judge/figures/format.ts";
import { intervalText, rangeOf, spreadText } from "../../../reports/words/interval.ts";
import { expectTranslated } from "../in-chinese.ts";

const SPREAD = { middle: 0.87, low: 0.865, high: 0.872, runs: 3 };
const INTERVAL = { low: 0.861, high: 0.879, method: "rows" } as const;

test.each([
  ["$0.001", "$0.002", "$0.001 – 0.002"],
  ["86.1 %", "87.9 %", "86.1 – 87.9 %"],
  ["980 ms", "1.2 s", "980 ms – 1.2 s"],
])("%s and %s are %s", (low, high, range) => {
  expect(rangeOf(low, high)).toBe(range);
});

test("a spread has its interval or, without one, its range", () => {
  expect(intervalText(SPREAD, INTERVAL, formatShare)).toBe("86.1 – 87.9 %");
  expect(intervalText(SPREAD, null, formatShare)).toBe("86.5 – 87.2 %");
});

test("ends that look like the middle are not shown", () => {
  expect(intervalText({ middle: 2, low: 2, high: 2, runs: 3 }, null, formatUsd)).toBe("");
});

test("the pointer shows both, and how the interval was found", () => {
  expect(spreadText(SPREAD, INTERVAL, formatShare)).toBe(
    "95 % interval 86.1 – 87.9 %, over rows and trainings; range 86.5 – 87.2 % in 3 runs",
  );
  expect(spreadText({ ...SPREAD, runs: 1 }, INTERVAL, formatShare)).toContain("87.9 %, over the rows alone;");
  expect(spreadText({ ...SPREAD, runs: 1 }, null, formatShare)).toBe("range 86.5 – 87.2 % in 1 run");
});

test.each([
  ["rows", 3, "95 %置信区间为86.1 – 87.9 %，涵盖样本与训练；3次运行的范围为86.5 – 87.2 %"],
  ["rows", 1, "95 %置信区间为86.1 – 87.9 %，仅涵盖样本；1次运行的范围为86.5 – 87.2 %"],
  ["order-statistics", 3, "95 %置信区间为86.1 – 87.9 %，中位数的区间，按顺序统计量计算；3次运行的范围为86.5 – 87.2 %"],
  ["student-t", 3, "95 %置信区间为86.1 – 87.9 %，按学生t分布计算；3次运行的范围为86.5 – 87.2 %"],
] as const)("in Chinese, too: an interval by %s of %i runs", (method, runs, chinese) => {
  const [spread, interval] = [
    { ...SPREAD, runs },
    { ...INTERVAL, method },
  ];
  expect(spreadText(spread, interval, formatShare, "zh")).toBe(chinese);
  expectTranslated(spreadText(spread, interval, formatShare), chinese);
});
