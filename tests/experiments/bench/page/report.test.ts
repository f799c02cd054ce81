import { expect, test } from "vitest";
import { pageReport } from "../../../../experiments/bench/page/report.ts";

const one = { cpuMs: 2000, wallMs: 3000, peakRssBytes: 4e8, pageBytes: 2_300_000, firstClickMs: 700 };

test("the medians of each size and side, and a dash without a browser", () => {
  const text = pageReport(
    [
      {
        cells: 500,
        seeds: 5,
        ours: [one, { ...one, cpuMs: 2500 }, { ...one, cpuMs: 9000 }],
        base: [{ ...one, firstClickMs: null }],
      },
    ],
    "main",
  );
  const [, ours, base] = text.split("\n").filter((line) => /cells|500/.test(line));
  expect(ours).toMatch(/500 +100 +this code +2\.5 s +3 s +400 MB +2\.3 MB +700 ms/);
  expect(base).toMatch(/500 +100 +main +2 s +3 s +400 MB +2\.3 MB +—/);
});
