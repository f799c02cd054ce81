import { describe, expect, test } from "vitest";
import { draw, twoSchemes } from "./drawn.ts";

describe("a month's bill over the volume", () => {
  // $0.002 and $0.001 per million texts at $0.08925 an hour, 40 % of 730 hours: 65.1525 x 0.4 / 0.002 million texts.
  const chart = draw("volume", twoSchemes([88, 90], [0.002, 0.001]))!;

  test("names what one machine serves with the slowest of those shown", () => {
    expect(chart.title).toBe(
      "One machine serves 13.03 billion texts a month with each of these configurations; up to there the bill is $65.15, however few the texts",
    );
  });

  test("jumps to two machines after the last text that one serves", () => {
    const { layer } = chart.spec as { layer: { data: { values: { name: string; texts: number; usd: number }[] } }[] };
    const float32 = layer[1]!.data.values.filter(({ name }) => name === "float32");
    const before = float32.findLast(({ usd }) => usd < 66)!;
    const after = float32[float32.indexOf(before) + 1]!;
    expect(before.texts / 13_030_500_000).toBeCloseTo(1, 9);
    expect(after.texts).toBe(before.texts + 1);
    expect(after.usd - before.usd).toBeCloseTo(730 * 0.08925, 9);
  });
});
