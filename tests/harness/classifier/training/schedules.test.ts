import { describe, expect, test } from "vitest";
import type { Json } from "../../../../harness/base/canonical-json.ts";
import { schedules } from "../../../../harness/classifier/training/schedules/registry.ts";
import { isSteered, startSchedule } from "../../../../harness/classifier/training/schedules/schedule.ts";

type Parameters = Readonly<Record<string, Json>>;

const bound = async (name: string, parameters: Parameters = {}) => (await schedules.load(name)).bind(parameters);

async function factorOf(name: string, parameters: Parameters = {}) {
  return startSchedule(await bound(name, parameters)).factor;
}

describe.each(schedules.names)("%s", (name) => {
  test.each([1, 2, 3, 1000])(
    "gives every one of %i steps a finite rate above 0, and no more than the optimizer's",
    async (total) => {
      const factor = await factorOf(name);
      for (let step = 0; step < total; step += 1) {
        expect(factor(step, total)).toBeGreaterThan(0);
        expect(factor(step, total)).toBeLessThanOrEqual(1);
      }
    },
  );

  test("has a default for each of its parameters, and refuses any other", async () => {
    await expect(bound(name, { rate: 1 })).rejects.toThrow(/rate/);
  });
});

/** The factor at the first step and at the end. */
test.each([
  ["constant", {}, 1, 1],
  ["step", {}, 1, 0.5 ** 4],
  ["step", { atShares: [0.5, 0.75], factor: 0.1 }, 1, 0.01],
  ["exponential", {}, 1, 0.1],
  ["polynomial", {}, 1, 0],
  ["polynomial", { finalFactor: 0.2 }, 1, 0.2],
  ["cosine", {}, 1, 0],
  ["cosine", { finalFactor: 0.2 }, 1, 0.2],
  ["warmup-cosine", {}, 1 / 100, 0], // 100 of 1000 steps warm up
  ["one-cycle", {}, 1 / 25, 1 / 10_000],
])("%s %j starts at %d and ends at %d", async (name, parameters, first, end) => {
  const factor = await factorOf(name, parameters);
  expect(factor(0, 1000)).toBeCloseTo(first, 12);
  expect(factor(1000, 1000)).toBeCloseTo(end, 12);
});

/** Factors at the first step, the quarter, the middle and the last of eight steps, worked by hand. */
test.each<[string, Parameters, readonly [number, number, number, number]]>([
  ["constant", {}, [1, 1, 1, 1]],
  // Drops before steps 2, 4 and 6.
  ["step", {}, [1, 0.5, 0.25, 0.125]],
  ["step", { factor: 0.1, everyShare: 0.5 }, [1, 1, 0.1, 0.1]],
  ["step", { factor: 0.1, atShares: [0.25, 0.75] }, [1, 0.1, 0.1, 0.01]],
  // 0.0001^(1/4) = 0.1, ^(1/2) = 0.01, ^(7/8) = 10^-3.5
  ["exponential", { finalFactor: 0.0001 }, [1, 0.1, 0.01, 0.000316227766]],
  ["polynomial", {}, [1, 0.75, 0.5, 0.125]],
  // 0.2 + 0.8 times 1, 9/16, 1/4, 1/64
  ["polynomial", { power: 2, finalFactor: 0.2 }, [1, 0.65, 0.4, 0.2125]],
  // (1 + cos 45°) / 2, (1 + cos 90°) / 2, (1 + cos 157.5°) / 2
  ["cosine", {}, [1, 0.853553391, 0.5, 0.038060234]],
  ["cosine", { finalFactor: 0.2 }, [1, 0.882842712, 0.6, 0.230448187]],
  // Four of eight steps warm up by quarters; then the cosine's first step, and its last at 3/4: (1 + cos 135°) / 2.
  ["warmup-cosine", { warmupShare: 0.5 }, [0.25, 0.75, 1, 0.146446609]],
  ["warmup-cosine", { warmupShare: 0 }, [1, 0.853553391, 0.5, 0.038060234]],
  // Halfway up from 0.1 at the quarter; the last is at 3/4 of the way down from 1 to 0.01: 0.01 + 0.99 x 0.146446609.
  ["one-cycle", { warmupShare: 0.5, startDivisor: 10, finalDivisor: 100 }, [0.1, 0.55, 1, 0.154982143]],
  ["reduce-on-plateau", {}, [1, 1, 1, 1]],
])("%s %j in a training of eight steps", async (name, parameters, expected) => {
  const factor = await factorOf(name, parameters);
  [0, 2, 4, 7].forEach((step, index) => {
    expect(factor(step, 8), `step ${step}`).toBeCloseTo(expected[index]!, 9);
  });
});

test("a drop is on time even if the share is not exact in binary: 3 / 10 / 0.1 is below 3 in float64", async () => {
  const factor = await factorOf("step", { everyShare: 0.1 });
  expect(3 / 10 / 0.1).toBeLessThan(3);
  expect([2, 3, 6, 7].map((step) => factor(step, 10))).toEqual([0.25, 0.125, 1 / 64, 1 / 128]);
});

test("a training of a single step has the optimizer's rate, but under one-cycle, which begins low", async () => {
  for (const name of schedules.names) {
    expect((await factorOf(name))(0, 1), name).toBeCloseTo(name === "one-cycle" ? 1 / 25 : 1, 12);
  }
  // Its only step is its warm-up.
  expect((await factorOf("warmup-cosine", { warmupShare: 0.9 }))(0, 1)).toBe(1);
});

test.each<[string, Parameters, RegExp]>([
  ["step", { factor: 1 }, /schedule step: factor/],
  ["step", { everyShare: 1 }, /everyShare/],
  ["step", { atShares: [] }, /atShares/],
  ["step", { atShares: [0.5, 1.5] }, /atShares\.1/],
  ["step", { everyShare: 0.5, atShares: [0.5] }, /atShares: says when to drop, and so does everyShare; keep one/],
  ["exponential", { finalFactor: 0 }, /finalFactor/],
  ["polynomial", { power: 0 }, /power/],
  ["polynomial", { finalFactor: 1.1 }, /finalFactor/],
  ["cosine", { finalFactor: -0.1 }, /finalFactor/],
  ["warmup-cosine", { warmupShare: 1 }, /warmupShare/],
  ["one-cycle", { warmupShare: 0 }, /warmupShare/],
  ["one-cycle", { startDivisor: 0.5 }, /startDivisor/],
  ["one-cycle", { finalDivisor: 0 }, /finalDivisor/],
  ["reduce-on-plateau", { patience: 0 }, /patience/],
  ["reduce-on-plateau", { minDelta: -1 }, /minDelta/],
  ["reduce-on-plateau", { minFactor: 2 }, /minFactor/],
])("%s refuses %j", async (name, parameters, message) => {
  await expect(bound(name, parameters)).rejects.toThrow(message);
});

describe("reduce-on-plateau", () => {
  const start = async (parameters: Parameters) => startSchedule(await bound("reduce-on-plateau", parameters));

  test("multiplies the rate after each stretch of epochs without an improvement, down to the least", async () => {
    const running = await start({ factor: 0.5, patience: 2, minFactor: 0.2 });
    // 0.5 improves, then two epochs do not: 0.5. Two more: 0.25. Two more: 0.125, held at 0.2. Then nothing is left to take.
    const losses = [0.5, 0.6, 0.5, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7];
    const course = losses.map((loss) => [running.afterEpoch(loss), running.factor(0, 8)]);
    expect(course).toEqual([
      [false, 1],
      [false, 1],
      [true, 0.5],
      [false, 0.5],
      [true, 0.25],
      [false, 0.25],
      [true, 0.2],
      [false, 0.2],
      [false, 0.2],
    ]);
  });

  test("a decrease of at most minDelta is not an improvement", async () => {
    const running = await start({ patience: 1, minDelta: 0.125 });
    expect([1, 0.875, 0.75].map((loss) => running.afterEpoch(loss))).toEqual([false, true, false]);
  });

  test("every training starts from the beginning", async () => {
    const schedule = await bound("reduce-on-plateau", { patience: 1 });
    const [first, second] = [startSchedule(schedule), startSchedule(schedule)];
    first.afterEpoch(1);
    first.afterEpoch(1);
    expect([first.factor(0, 8), second.factor(0, 8)]).toEqual([0.5, 1]);
  });

  test("is the one schedule that needs validation rows", async () => {
    const needing = [];
    for (const name of schedules.names) if (isSteered(await bound(name))) needing.push(name);
    expect(needing).toEqual(["reduce-on-plateau"]);
  });
});
