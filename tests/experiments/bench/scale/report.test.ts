import { describe, expect, test } from "vitest";
import { childMs } from "../../../../experiments/bench/scale/child-time.ts";
import { scaleReport } from "../../../../experiments/bench/scale/report.ts";

/** Plans in 1 s, prepares in 3 s and trains in 2 s and serves in 0.5 s, times `factor`; 100 bytes a row. */
function run(factor: number) {
  const process = (seconds: number) => ({
    startMs: 0,
    wallMs: 9999,
    cpuMs: 1000 * seconds * factor,
    peakRssBytes: 1e8 * seconds,
  });
  return {
    plan: process(1),
    prepare: process(3),
    train: process(2),
    serve: process(0.5),
    again: process(0.25),
    corpusBytes: 1e6,
  };
}

describe("the report of reading at scale", () => {
  const rows = 10_000;
  const PEAKS = ["100 MB", "300 MB", "200 MB", "50 MB", "25 MB"];

  test("rows a second are those of plan and prepare; ratios are of medians, with the range of the rounds", () => {
    const ours = [run(1), run(1.5), run(2)];
    const base = [run(6), run(5), run(4)];
    const fasttext = [{ read: 3000, trained: 4000 }];
    const results = { rows, ours, base, wordCountMs: [600, 600, 600], fasttext: [0, 1, 2].flatMap(() => fasttext) };
    const lines = scaleReport(results, "v1").split("\n");
    expect(lines.slice(1, 5).map((line) => line.split(/ {2,}/))).toEqual([
      ["this code", "1,667", "1.5 s", "4.5 s", "3 s", "750 ms", "375 ms", ...PEAKS, "100"],
      ["v1", "500", "5 s", "15 s", "10 s", "2.5 s", "1.25 s", ...PEAKS, "100"],
      ["wc -w", "16,667", ...Array(11).fill("—")],
      ["fastText", "3,333", "—", "3 s", "1 s", ...Array(8).fill("—")],
    ]);
    expect(lines.slice(6, 9)).toEqual([
      "reading: 3.33 times as fast (2.00 to 6.00 in 3 rounds) as v1",
      "reading: 10.0 % of the speed of wc -w",
      "reading: 0.50 times as fast (0.38 to 0.75 in 3 rounds) as fastText counts words",
    ]);
  });

  test("without fastText and another commit, their lines are missing", () => {
    const report = scaleReport({ rows, ours: [run(1)], base: [], wordCountMs: [500], fasttext: [] }, null);
    expect(report).toContain("fasttext is absent");
    expect(report.split("\n")).toHaveLength(7);
  });
});

test("a shell's times give those of its children", () => {
  expect(childMs("0m0.01s 0m0.00s\n0m1.25s 0m0.50s\n")).toBe(1750);
  expect(childMs("0m0.010000s 0m0.000000s\n1m2.000000s 0m0.000000s\n")).toBe(62_000);
  expect(childMs("")).toBeNull();
});
