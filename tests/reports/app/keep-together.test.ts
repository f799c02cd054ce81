import { expect, test } from "vitest";
import { keptTogether } from "../../../reports/app/keep-together.ts";

test.each([
  ["5 ms and 12 kB", "5_ms and 12_kB"],
  ["float32 · onnx", "float32_· onnx"],
  ["loses money in month 23, or a month later", "loses money in month_23, or a month later"],
  ["p90: 0.1 ms, caches save: 2.0 %", "p90:_0.1_ms, caches save:_2.0_%"],
  // No figure follows, or no label precedes.
  ["seed: none; 3: 4", "seed: none; 3: 4"],
])("a figure stays with its unit and its label: %s", (text, kept) => {
  expect(keptTogether(text)).toBe(kept.replaceAll("_", "\u00a0"));
});

test("a loss stays with its sign", () => {
  expect(keptTogether("with −$11.09 in all")).toBe("with −\u2060$11.09 in all");
});

test("in Chinese, which has no space there, a label is joined to its figure", () => {
  expect(keptTogether("p90：0.1 ms，延迟：2 ms")).toBe("p90：\u20600.1\u00a0ms，延迟：2\u00a0ms");
});
