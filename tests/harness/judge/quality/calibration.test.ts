import { expect, test } from "vitest";
import { calibrationOf } from "../../../../harness/judge/quality/calibration.ts";
import { answers } from "../../../fixtures/answers.ts";
import { makePlan, okRun } from "../../../fixtures/records.ts";

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const ROWS = answers([0, 0, 6], [1, 1, 2], [1, 0, 2]);
const run = (calibration: readonly (readonly [number, number, number, number])[]) =>
  okRun(cell!, { test: { ...ROWS, calibration: calibration.map((bin) => [...bin] as const) } });

test("runs add up bin by bin, and a bin's probability is that of its rows", () => {
  const bins = calibrationOf([
    run([
      [8, 4, 2, 0.55],
      [14, 6, 6, 0.95],
    ]),
    run([[14, 10, 7, 0.99]]),
  ]);
  // (6 × .95 + 10 × .99) / 16 = .975
  expect(bins).toEqual([
    { rows: 4, right: 2, confidence: 0.55 },
    { rows: 16, right: 13, confidence: expect.closeTo(0.975, 12) },
  ]);
});

test("one run without bins leaves nothing to tell, as does none at all", () => {
  expect(calibrationOf([run([[14, 10, 8, 0.9]]), okRun(cell!, { test: ROWS })])).toBeNull();
  expect(calibrationOf([])).toBeNull();
});
