import { expect, test } from "vitest";
import { sampleBatches, throughputOf } from "../../../../../harness/measure/phases/scenarios/batches.ts";
import type { ServingCalls } from "../../../../../harness/measure/phases/serving-calls.ts";
import type { CallBudget } from "../../../../../harness/measure/phases/time-calls.ts";

/** Rounds one after the other. */
function rounds(startMs: number, wallsMs: readonly number[], texts = 1000) {
  let atMs = startMs;
  return wallsMs.map((wallMs) => {
    const round = { startMs: atMs, wallMs, texts };
    atMs += wallMs;
    return round;
  });
}

test("of one process, the median of its rounds and their range", () => {
  expect(throughputOf([rounds(0, [10, 20, 40])])).toEqual({
    textsPerSecond: 50_000,
    range: [25_000, 100_000],
    timedMs: 70,
  });
});

test("of several, the sum over the rounds in which all were at work", () => {
  // From 30, where the second begins, to 60, where the first ends: the first alone is faster before, the second after.
  const first = rounds(0, [10, 10, 10, 20, 10]);
  const second = rounds(30, [20, 10, 5, 5]);
  expect(throughputOf([first, second])).toEqual({
    // Rounds of 20 and 10 ms each: a median of 15 ms.
    textsPerSecond: 2 * (1000 / 0.015),
    range: [2 * (1000 / 0.02), 2 * (1000 / 0.01)],
    timedMs: 30,
  });
});

test("processes that were at work one after the other say nothing of both together", () => {
  expect(throughputOf([rounds(0, [10, 10]), rounds(20, [10, 10])])).toBeNull();
});

test("processes that begin too far apart are timed for longer, until they were at work at the same time", async () => {
  const budgets: CallBudget[] = [];
  const process = (startMs: number) =>
    ({
      timeRounds: async ({ budget }) => {
        budgets.push(budget);
        return rounds(
          startMs,
          Array.from({ length: budget.limitMs / 100 }, () => 100),
          2048,
        );
      },
    }) as ServingCalls;
  // 200 ms, as for a sample, end before the second begins; 400 ms do not.
  const { textsPerSecond } = await sampleBatches({ all: [process(0), process(250)] }, 256, "run");
  expect(budgets.map(({ limitMs }) => limitMs)).toEqual([200, 200, 400, 400]);
  expect(textsPerSecond).toBeCloseTo(2 * 20_480, 6); // 2,048 texts in 100 ms, by each
});
