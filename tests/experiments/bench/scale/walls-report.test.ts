import { expect, test } from "vitest";
import { wallsReport } from "../../../../experiments/bench/scale/walls-report.ts";

const usage = (seconds: number) => ({ startMs: 0, wallMs: 1, cpuMs: 1000 * seconds, peakRssBytes: 1e8 * seconds });
const walls = [
  { name: "1,000 classes: train", ours: [usage(1), usage(3), usage(2)], base: [usage(9), usage(9), usage(9)] },
  { name: "reading records", ours: [usage(4)], base: [] },
];

test("figures are medians, side by side, and what a side cannot do has none", () => {
  const lines = wallsReport(walls, "v1").split("\n");
  expect(lines.slice(0, 3).map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["this code", "peak", "v1", "peak"],
    ["1,000 classes: train", "2 s", "200 MB", "9 s", "900 MB"],
    ["reading records", "4 s", "400 MB", "—", "—"],
  ]);
});

test("without another commit, only this code's stand there", () => {
  const [head, first] = wallsReport(walls, null).split("\n");
  expect(head!.trim().split(/ {2,}/)).toEqual(["this code", "peak"]);
  expect(first!.split(/ {2,}/)).toEqual(["1,000 classes: train", "2 s", "200 MB"]);
});
