import { expect, test } from "vitest";
import { estimateCheck } from "../../../../harness/measure/sampling/estimate-check.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";

const PAIRS = { screen: 10, confirm: 20 };

test("a round is two processes for each configuration's serving, each distinct training, and a control of both", () => {
  // Two quantizations of one training, on two seeds of which only the first is sampled.
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
  const records = plan.cells.map((cell) => okRecord(cell));
  const { runsMs, screenMs, confirmMs } = estimateCheck(plan, records, PAIRS);
  // A cold start of 240 ms, and 700 ms of serving or 600 ms of training: 2 x (3 x 940 + 2 x 840) = 9000 ms.
  expect(screenMs).toBe(10 * 9000);
  expect(confirmMs).toBe(20 * 9000);
  // Per run of the matrix, two trainings of ten epochs at 2400 ms each and 300 ms to start, and four cells of 300 + 3200 ms.
  expect(runsMs).toBeCloseTo(2 * (2 * 24_300 + 4 * 3500), 6);
});

test("without records, a start is guessed", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  // 2 x (2 x 1500 + 2 x 1400) = 11,600 ms a round.
  expect(estimateCheck(plan, [], PAIRS).screenMs).toBe(10 * 11_600);
});

test("a sample that searches for a rate takes a guess longer, the control of such a baseline too", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const [cell] = plan.cells;
  const { experiment } = cell!;
  const serving = { ...experiment.serving, scenario: "server" as const };
  const searching = { ...plan, cells: [{ ...cell!, experiment: { ...experiment, serving } }] };
  // 2 x (2 x 4000 + 2 x 1400) = 21,600 ms a round.
  expect(estimateCheck(searching, [], PAIRS).screenMs).toBe(10 * 21_600);
});
