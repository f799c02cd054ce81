import { expect, test } from "vitest";
import { type QueueMark, queueReport } from "../../../../experiments/bench/queue/report.ts";

test("each part has its own costs a cell, and the last line those of all", () => {
  const mark = (cells: number, wallMs: number, coordinatorCpuMs: number, redisCpuMs: number): QueueMark => ({
    cells,
    wallMs,
    coordinatorCpuMs,
    redisCpuMs,
    rssBytes: 200e6 + cells,
  });
  // 1,000 cells in a second for 0.3 and 0.2 s of the processor; then 3,000 in two more for 0.6 and 0.9 s.
  const marks = [mark(0, 50, 0, 0), mark(1000, 1050, 300, 200), mark(4000, 3050, 900, 1100)];
  const report = queueReport({ marks, peakRssBytes: 310e6, workersCpuMs: 2000 });
  const rows = report
    .split("\n")
    .filter((line) => /^(to|all)/.test(line))
    .map((line) => line.trim().split(/ {2,}/));
  expect(rows).toEqual([
    ["to 1,000", "1,000", "300", "200", "200 MB"],
    ["to 4,000", "1,500", "200", "300", "200 MB"],
    ["all", "1,333", "225", "275", "200 MB"],
  ]);
  expect(report).toContain("peak memory of the coordinator: 310 MB; simulated workers: 500 µs a cell");
  expect(report).toContain("queue: 4,000 cells, four to a training");
});
