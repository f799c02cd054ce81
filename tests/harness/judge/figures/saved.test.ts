import { expect, test } from "vitest";
import { savedByEarlyStopping } from "../../../../harness/judge/figures/saved.ts";
import { makePlan, okRun } from "../../../fixtures/records.ts";

const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
const trained = (savedSteps: number) =>
  okRun(cell!, {
    trainSteps: 200,
    trainWallMs: 500,
    course: { stopped: { epoch: 2, bestEpoch: 1, plannedEpochs: 4, savedSteps } },
  });

test("skipped steps count at the mean time of those that ran", () => {
  // 100 steps at 2.5 ms; 250 ms of an hour at $0.08925
  const saved = savedByEarlyStopping(trained(100))!;
  expect(saved).toMatchObject({ steps: 100, wallMs: 250 });
  expect(saved.usd).toBeCloseTo((0.08925 * 0.25) / 3600, 15);
});

test("a training that ran to its end saved nothing, and one without early stopping has no savings", () => {
  expect(savedByEarlyStopping(trained(0))).toEqual({ steps: 0, wallMs: 0, usd: 0 });
  expect(savedByEarlyStopping(okRun(cell!))).toBeNull();
  expect(savedByEarlyStopping(okRun(cell!, { course: { stopped: null } }))).toBeNull();
});
