import { describe, expect, test } from "vitest";
import { bytesPerSecondOf, LINKS } from "../../../../../harness/judge/pricing/machines/links.ts";
import { secondMachine } from "../../../../../harness/judge/pricing/machines/second-machine.ts";
import {
  exchangeMs,
  type TrainingWork,
  trainingMs,
  trainingUsd,
} from "../../../../../harness/judge/pricing/machines/time-on-machines.ts";

/** A step takes 8 ms for its gradient and 2 ms for its update, and exchanges a megabyte. */
const WORK: TrainingWork = {
  steps: 100,
  gradientMs: 8,
  updateMs: 2,
  exchanges: 100,
  numbers: 125_000,
  bytesOfNumber: 8,
};
/** A megabyte a millisecond. */
const LINK = { latencyMs: 0.5, bytesPerSecond: 1e9 };

test("a ring sends parts of a vector there and back: 2 (0.5 + 0.5) ms of two machines, 6 (0.5 + 0.25) ms of four", () => {
  expect([1, 2, 4].map((machines) => exchangeMs(WORK, machines, LINK))).toEqual([0, 2, 4.5]);
});

test("gradients are shared, updates are repeated, exchanges come on top", () => {
  // 8 + 2; 4 + 2 + 2; 2 + 2 + 4.5 ms a step.
  expect([1, 2, 4].map((machines) => trainingMs(WORK, machines, LINK))).toEqual([1000, 800, 850]);
});

test("each machine bills: half an hour of two at $0.10 is $0.10", () => {
  expect(trainingUsd(1_800_000, 2, 0.1)).toBeCloseTo(0.1, 12);
});

test("two machines are 1.25 times as fast and 1.6 times as dear: seconds times dollars are not fewer", () => {
  const { oneMs, twoMs, reaches } = secondMachine(WORK, LINK);
  expect([oneMs, twoMs, reaches]).toEqual([1000, 800, ["time"]]);
});

describe("from where on it pays follows from s (update + gradient / 2 + bytes) + latency", () => {
  const { from } = secondMachine(WORK, LINK);

  test("in time: s (4 - 1) > 1 over the parameters, 4 s > 1 + 1 over the gradient", () => {
    expect(from.time.parameters).toBeCloseTo(1 / 3, 12);
    expect(from.time.work).toBeCloseTo(1 / 2, 12);
  });

  test("in time and dollars: s (8 x 0.2071 - 2 x 0.2929 - 1) > 1, and 8 x 0.2071 s > 0.5858 + 1 + 1", () => {
    expect(from["time and dollars"].parameters).toBeCloseTo(14.07, 2);
    expect(from["time and dollars"].work).toBeCloseTo(1.5607, 4);
  });

  test.each(["time", "time and dollars"] as const)("at these sizes two machines just reach it: %s", (aim) => {
    const { parameters, work } = from[aim];
    const larger = (s: number): TrainingWork => ({
      ...WORK,
      gradientMs: s * WORK.gradientMs,
      updateMs: s * WORK.updateMs,
      numbers: s * WORK.numbers,
    });
    const longer = (s: number): TrainingWork => ({ ...WORK, gradientMs: s * WORK.gradientMs });
    for (const [at, scaled] of [[parameters!, larger] as const, [work, longer] as const]) {
      expect(secondMachine(scaled(at * 1.001), LINK).reaches).toContain(aim);
      expect(secondMachine(scaled(at * 0.999), LINK).reaches).not.toContain(aim);
    }
  });
});

test("where bytes take longer than a machine saves, no number of parameters pays, and enough work does", () => {
  // 4 ms saved, 8 ms of bytes.
  const { reaches, from } = secondMachine({ ...WORK, numbers: 1_000_000 }, LINK);
  expect(reaches).toEqual([]);
  expect(from.time.parameters).toBeNull();
  expect(from.time.work).toBeCloseTo((1 + 8) / 4, 12);
});

test("weights that are exchanged every 16 steps cost a sixteenth of the exchange", () => {
  const seldom = { ...WORK, steps: 160, exchanges: 10 };
  expect(trainingMs(seldom, 2, LINK)).toBe(160 * 6 + 10 * 2);
});

test("faster links have no longer latencies, and 10 Gbit/s are 1.25 GB a second", () => {
  expect(bytesPerSecondOf({ gbitPerSecond: 10, latencyMs: 0 })).toBe(1.25e9);
  const latencies = LINKS.map(({ latencyMs }) => latencyMs);
  expect(latencies).toEqual([...latencies].sort((a, b) => b - a));
});
