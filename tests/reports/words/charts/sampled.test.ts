import { expect, test } from "vitest";
import { sampledNote } from "../../../../reports/words/charts/sampled.ts";

test("how many of many are shown, and nothing where all are", () => {
  expect(sampledNote(100, 1950, "en")).toBe(
    " Shown: 100 of 1,950, evenly spaced in the matrix’s order; summary.json has all of them.",
  );
  expect(sampledNote(100, 1950, "zh")).toBe("此处显示100项（总数1,950），按矩阵顺序等距抽取；summary.json中有全部。");
  expect(sampledNote(7, 7, "en")).toBe("");
});
