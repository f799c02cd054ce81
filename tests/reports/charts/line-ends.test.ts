import { expect, test } from "vitest";
import { apart, lineEnds } from "../../../reports/charts/line-ends.ts";

test("names that do not touch stay where their lines end", () => {
  expect(apart([20, 100, 60], [10, 10, 10], 200)).toEqual([20, 100, 60]);
});

test("names that touch stand beside one another around the middle of what they want", () => {
  // Three of ten pixels each, wanted at 49, 50 and 54: the block's middle is their mean, 51.
  expect(apart([50, 49, 54], [10, 10, 10], 200)).toEqual([51, 41, 61]);
});

test("a block that grows takes in the neighbours that it then touches", () => {
  // 50 and 52 become 46 and 56, which touches 62: the three have their middle at 54 2/3.
  const [a, b, c] = apart([50, 52, 62], [10, 10, 10], 200);
  expect(b).toBeCloseTo((50 + 52 + 62) / 3, 9);
  expect([b! - a!, c! - b!]).toEqual([expect.closeTo(10, 9), expect.closeTo(10, 9)]);
});

test("none leaves the plot, and higher ones take more room", () => {
  expect(apart([1, 2], [10, 20], 100)).toEqual([5, 20]);
  expect(apart([99, 98], [10, 20], 100)).toEqual([95, 80]);
});

const PLOT = { from: 0, to: 2, y: { type: "log", domain: [1, 100] }, height: 100 } as const;
const end = (name: string, value: number) => ({ configuration: name, name, at: 2, value });
const textsOf = (names: ReturnType<typeof lineEnds>) =>
  names.layers
    .slice(1)
    .flatMap(({ data }) => data.values as readonly { name: string; label: number; text: readonly string[] }[]);

test("a name stands at the height of its line's end, on the axis of the plot", () => {
  // A label has 17 pixels: 10 is in the middle of 1 to 100, and nothing touches it.
  expect(textsOf(lineEnds([end("a", 10)], PLOT))[0]!.label).toBeCloseTo(10, 9);
  // At the top, half of it would be outside: its middle is 8.5 pixels below.
  expect(textsOf(lineEnds([end("a", 100)], PLOT))[0]!.label).toBeCloseTo(100 ** (1 - 0.085), 9);
});

test("long names take several lines, and no two names cover each other", () => {
  const texts = textsOf(lineEnds([end("int8", 50), end("soft-targets → int8-rows · threshold 0.5", 52)], PLOT));
  expect(texts.map(({ text }) => text.length).sort()).toEqual([1, 3]);
  const pixels = texts.map(({ label }) => 100 * (1 - Math.log(label) / Math.log(100)));
  // Half of 17 and half of 43.
  expect(Math.abs(pixels[0]! - pixels[1]!)).toBeCloseTo(30, 9);
});
