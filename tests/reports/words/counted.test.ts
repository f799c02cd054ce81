import { expect, test } from "vitest";
import { counted, fractionOf } from "../../../reports/words/counted.ts";

test.each([
  [1, "run", "1 run", "1次运行"],
  [1200, "run", "1,200 runs", "1,200次运行"],
  [2, "class", "2 classes", "2个类别"],
  [1, "class", "1 class", "1个类别"],
  [4, "vCPU", "4 vCPUs", "4个vCPU"],
  [0, "pair", "0 pairs", "0对"],
] as const)("%d of %s are counted in both languages", (count, noun, english, chinese) => {
  expect([counted(count, noun), counted(count, noun, "zh")]).toEqual([english, chinese]);
});

test("what can be a fraction has up to three digits", () => {
  const counts = [0.25, 1, 1.3333].map((count) => [fractionOf(count, "core"), fractionOf(count, "core", "zh")]);
  expect(counts).toEqual([
    ["0.25 cores", "0.25个核心"],
    ["1 core", "1个核心"],
    ["1.33 cores", "1.33个核心"],
  ]);
});
