import { expect, test } from "vitest";
import { shareSolved } from "../../../../../harness/judge/analysis/trainings/performance-profile.ts";
import { analyzed } from "../../../../fixtures/analyses.ts";
import { makePlan, okRecord, type PlanOptions } from "../../../../fixtures/records.ts";

/** Milliseconds to the only accuracy of each optimizer, by seed; null for one that never learns. */
type Times = Readonly<Record<string, readonly (number | null)[]>>;

function profileOf(times: Times, axes: PlanOptions["axes"], isRun = (_: unknown) => true) {
  const plan = makePlan({ axes: { optimizer: Object.keys(times), ...axes } });
  const records = plan.cells.flatMap((cell) => {
    if (!isRun(cell.fields)) return [];
    const { seed } = cell.experiment.training;
    const ms = times[String(cell.fields.optimizer)]![seed - 1]!;
    const epochs = [{ epoch: 1, trainWallMs: ms ?? 100, loss: 0.4, testAccuracy: ms === null ? 0.5 : 0.8 }];
    // Serving does not change the training.
    const trainRun = `${cell.fields.optimizer} ${seed} ${cell.fields.batchSize}`;
    return [okRecord(cell, { history: epochs, trainRun })];
  });
  return analyzed(plan, records).performanceProfile;
}

// The ratios to the fastest by seed: a 1, 2, 1; b 2, 1, never; c 4, 3, 1.5.
const TIMES: Times = { a: [100, 200, 100], b: [200, 100, null], c: [400, 300, 150] };

test("an optimizer's profile is the distribution of its ratios to the shortest time", () => {
  const { optimizers, problems, leftOut } = profileOf(TIMES, {})!;
  expect(problems).toBe(3);
  expect(leftOut).toEqual([]);
  expect(optimizers.map(({ ratios }) => ratios)).toEqual([
    [1, 1, 2],
    [1, 2, null],
    [1.5, 3, 4],
  ]);
  const [a, b, c] = optimizers as [(typeof optimizers)[0], (typeof optimizers)[0], (typeof optimizers)[0]];
  expect([1, 1.9, 2, 4].map((ratio) => shareSolved(a, ratio) * 3)).toEqual([2, 2, 3, 3]);
  expect([1, 2, 1e9].map((ratio) => shareSolved(b, ratio) * 3)).toEqual([1, 2, 2]);
  expect([1, 1.5, 3, 4].map((ratio) => shareSolved(c, ratio) * 3)).toEqual([0, 1, 2, 3]);
});

test("settings that share their trainings are one problem, those that train anew are problems of their own", () => {
  expect(profileOf(TIMES, { serveBackend: ["onnx", "wasm"] })!.problems).toBe(3);
  expect(profileOf(TIMES, { batchSize: [32, 256] })!.problems).toBe(6);
});

test("an optimizer that did not train on all problems of the baseline's is left out, and named", () => {
  const isRun = (fields: unknown) => {
    const { optimizer, batchSize } = fields as { optimizer: string; batchSize: number };
    return optimizer !== "c" || batchSize === 256;
  };
  const { optimizers, leftOut } = profileOf(TIMES, { batchSize: [32, 256] }, isRun)!;
  expect(optimizers.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(leftOut).toEqual(["c"]);
});

test("there is none of one optimizer or of one problem", () => {
  expect(profileOf({ a: [1, 2, 3] }, { batchSize: [32, 256] })).toBeNull();
  const plan = makePlan({ axes: { optimizer: ["a", "b"] }, seeds: [1] });
  expect(
    analyzed(
      plan,
      plan.cells.map((cell) => okRecord(cell)),
    ).performanceProfile,
  ).toBeNull();
});
