import { expect, test } from "vitest";
import { estimateTime } from "../../../harness/execution/estimate.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";

test("a training that stopped early tells the time of the epochs that it ran; one to come may run them all", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const [cell] = plan.cells;
  const history = Array.from({ length: 4 }, (_, index) => ({
    epoch: index + 1,
    trainWallMs: 100 * (index + 1),
    loss: 0.5,
    testAccuracy: 0.8,
  }));
  // 2,400 ms of training process for 4 epochs are 6,000 ms for 10, after 800 ms to start; 300 + 3,200 ms to compress and serve.
  const { trainings, ms } = estimateTime(plan, plan.cells, [okRecord(cell!, { history })]);
  expect(trainings).toBe(1);
  expect(ms).toBeCloseTo(800 + 6000 + 3500, 6);
});
