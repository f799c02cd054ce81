import { expect, test } from "vitest";
import { censoredSpread, reachedAt } from "../../../../../harness/judge/analysis/trainings/to-accuracy.ts";
import { analysisBy, analyzed } from "../../../../fixtures/analyses.ts";
import { makePlan, okRecord, taughtRecord } from "../../../../fixtures/records.ts";

const history = (msPerEpoch: number, accuracies: readonly number[]) =>
  accuracies.map((testAccuracy, index) => ({
    epoch: index + 1,
    trainWallMs: msPerEpoch * (index + 1),
    loss: 0.4,
    testAccuracy,
  }));

test("what is never reached is beyond all others: no median from half of them on, and no upper end", () => {
  expect(censoredSpread([3, 1, 2])).toEqual({ middle: 2, low: 1, high: 3 });
  expect(censoredSpread([3, null, 2])).toEqual({ middle: 3, low: 2, high: null });
  expect(censoredSpread([null, null, 2])).toEqual({ middle: null, low: 2, high: null });
  expect(censoredSpread([1, null])).toEqual({ middle: null, low: 1, high: null });
  expect(censoredSpread([1, 3, null, 5])).toEqual({ middle: 4, low: 1, high: null });
  expect(censoredSpread([null])).toEqual({ middle: null, low: null, high: null });
});

test("thresholds go in half points up to the best accuracy that any training reaches after any epoch", () => {
  const { toAccuracy } = analysisBy((_, scheme) => ({
    // The best is not the last.
    history: history(100, scheme === "float32" ? [0.5, 0.873, 0.86] : [0.5, 0.6, 0.7]),
    trainRun: scheme,
  }));
  expect(toAccuracy.thresholds.at(-1)).toBe(0.87);
  expect(toAccuracy.thresholds[0]).toBe(0.77);
  expect(toAccuracy.thresholds).toHaveLength(21);
  expect(toAccuracy.kinds.map(({ reached }) => reached.at(-1)!.trainings)).toEqual([1, 0, 0]);
  expect(toAccuracy.kinds.map(({ reached }) => reached.at(-1)!.upTo)).toEqual([0.87, 0.87, 0.87]);
});

test("the time is that of the first epoch that gets there, and dollars are its price", () => {
  const { toAccuracy } = analysisBy(
    (_, scheme, seed) => ({
      // Seconds are hours of a machine at $3.60: an epoch of 1,000 ms is 0.1 cents.
      usdPerHour: 3.6,
      history: history(1000 * seed, [0.8, 0.85, 0.9]),
      trainRun: `${scheme} ${seed}`,
    }),
    { seeds: [1, 2, 3] },
  );
  const [kind] = toAccuracy.kinds;
  const at = reachedAt(kind!, 0.845);
  expect(at).toEqual({
    upTo: 0.85,
    trainings: 3,
    ms: { middle: 4000, low: 2000, high: 6000 },
    usd: { middle: expect.closeTo(0.004, 12), low: expect.closeTo(0.002, 12), high: expect.closeTo(0.006, 12) },
  });
  // From 80 to 90 %: what the first epoch reaches, the second and the third.
  expect(kind!.reached.map(({ upTo }) => upTo)).toEqual([0.8, 0.85, 0.9]);
  expect(reachedAt(kind!, 0.85)).toBe(at);
  expect(reachedAt(kind!, 0.855).ms.middle).toBe(6000);
});

test("one training that needs a later epoch ends the step of all", () => {
  const { toAccuracy } = analysisBy(
    (_, scheme, seed) => ({ history: history(1000, [0.8, seed === 1 ? 0.81 : 0.82]), trainRun: `${scheme} ${seed}` }),
    { seeds: [1, 2] },
  );
  expect(toAccuracy.kinds[0]!.reached.map(({ upTo, ms }) => [upTo, ms.low, ms.high])).toEqual([
    [0.8, 1000, 1000],
    [0.81, 2000, 2000],
    [0.82, 2000, null],
  ]);
});

test("configurations that share their trainings are one kind", () => {
  const { toAccuracy } = analysisBy((_, scheme, seed) => ({
    trainRun: scheme === "int4" ? `own ${seed}` : `shared ${seed}`,
  }));
  expect(toAccuracy.kinds.map(({ configurations, trainings }) => [configurations.length, trainings])).toEqual([
    [2, 2],
    [1, 2],
  ]);
});

test("a seed that one of them lacks is no kind of its own", () => {
  const { toAccuracy } = analysisBy((_, scheme, seed) =>
    scheme === "float32" && seed === 2 ? null : { trainRun: scheme === "int4" ? `own ${seed}` : `shared ${seed}` },
  );
  expect(toAccuracy.kinds.map(({ configurations, trainings }) => [configurations.length, trainings])).toEqual([
    [2, 2],
    [1, 2],
  ]);
});

test("a student's teachers come first, and runs without a history are left out", () => {
  const plan = makePlan({ axes: { distillation: ["none", "soft-targets"] }, seeds: [1] });
  const records = plan.cells.map((cell) => (cell.fields.distillation === "none" ? okRecord : taughtRecord)(cell));
  const { kinds } = analyzed(plan, [
    records[0]!,
    { ...records[1]!, usage: { ...records[1]!.usage, trainRun: "student" } },
  ]).toAccuracy;
  expect(kinds.map(({ reached }) => reached[0]!.ms.middle)).toEqual([1200, 1950]);
  const without = records.map((record) => ({ ...record, training: { ...record.training, history: [] } }));
  expect(analyzed(plan, without).toAccuracy).toEqual({ thresholds: [], kinds: [] });
});
