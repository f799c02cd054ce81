import { expect, test } from "vitest";
import { ConfigError } from "../../../../../harness/base/errors.ts";
import { servingOf } from "../../../../../harness/contract/serving.ts";
import type { ServingGroup } from "../../../../../harness/measure/phases/scenarios/scenario.ts";
import { server } from "../../../../../harness/measure/phases/scenarios/server.ts";
import { servingCalls } from "../../../../../harness/measure/phases/serving-calls.ts";
import { FakeClock, until } from "../../../../fixtures/fake-clock.ts";
import { utilizationFor } from "../../../../fixtures/fixed-time-queue.ts";

const SERVICE_MS = 2;
/** One text at a time: the queue whose times are known. */
const SERVING = servingOf({ backend: "fake", threads: 1, scenario: "server", maxBatch: 1 });

/** Processes of which each answers a batch in a fixed time, however large it is. */
function fixedTime(clock: FakeClock, processes: number): ServingGroup {
  const unused = async () => {
    throw new Error("not part of the timing");
  };
  const answer = async ({ length }: readonly string[]) => {
    await clock.sleep(SERVICE_MS);
    return new Float32Array(length);
  };
  const nowMs = () => clock.nowMs();
  const local = { answer, texts: ["a", "b", "c"], nowMs };
  const calls = () =>
    servingCalls({ ...local, prove: unused, clock, machineNowMs: nowMs }, { listen: unused, memory: unused });
  return { local, all: Array.from({ length: processes }, calls) };
}

test.each([1, 2])("finds the rate at which 99 of 100 requests keep to the bound: %i processes", async (processes) => {
  const clock = new FakeClock();
  const serve = await until(clock, server.measure(fixedTime(clock, processes), SERVING));
  // Ten milliseconds are five service times: by the queue's formula each process may be busy for 57 % of the time.
  const perProcess = (utilizationFor(0.99, 10 / SERVICE_MS) / SERVICE_MS) * 1000;
  expect(perProcess).toBeCloseTo(285, -1);
  // A load of some 700 requests is a sample of that queue.
  expect(serve.textsPerSecond / (processes * perProcess)).toBeGreaterThan(0.8);
  expect(serve.textsPerSecond / (processes * perProcess)).toBeLessThan(1.2);
  expect(serve.p99Ms).toBeLessThanOrEqual(10);
  expect(serve.p50Ms).toBeGreaterThanOrEqual(SERVICE_MS);
  const { load, queries, textsPerSecondRange, measuredMs } = serve;
  expect(load).toMatchObject({ p99BoundMs: 10, bytesPerRequest: null });
  const met = load!.trials.filter(({ isMet, perSecond }) => isMet && perSecond === serve.textsPerSecond);
  // When it was searched for, and twice as long when it was confirmed.
  expect(met.at(-1)!.requests).toBe(queries);
  expect(textsPerSecondRange).toEqual([serve.textsPerSecond, load!.unmetPerSecond]);
  expect(measuredMs).toBeGreaterThan(3000);
});

test("requests that wait together are answered together: in batches it serves many times as many", async () => {
  const clock = new FakeClock();
  const serving = { ...SERVING, maxBatch: 8 };
  const serve = await until(clock, server.measure(fixedTime(clock, 1), serving));
  // A batch of up to eight takes as long as one text.
  expect(serve.textsPerSecond).toBeGreaterThan(1500);
  expect(serve.textsPerSecond).toBeLessThan((8 / SERVICE_MS) * 1000);
});

test("a sample begins at the rate that is given, and finds one near by", async () => {
  const clock = new FakeClock();
  const group = fixedTime(clock, 1);
  const sampled = await until(clock, server.sample(group, SERVING, { purpose: "run", startPerSecond: 280 }));
  expect(sampled.p50Ms).toBeNull();
  expect(sampled.textsPerSecond.value).toBeGreaterThan(200);
  expect(sampled.textsPerSecond.value).toBeLessThan(400);
});

test("each round draws arrivals of its own, and the same ones again", async () => {
  const timedMsIn = async (round: number) => {
    const clock = new FakeClock();
    const { textsPerSecond } = await until(
      clock,
      server.sample(fixedTime(clock, 1), SERVING, { purpose: "run", round }),
    );
    return textsPerSecond.timedMs;
  };
  const timed = [];
  for (const round of [1, 2, 3, 4, 5]) timed.push(await timedMsIn(round));
  expect(new Set(timed).size).toBe(5);
  expect(await timedMsIn(1)).toBe(timed[0]);
});

test("a bound that a single text does not keep to is refused with what was tried", async () => {
  const clock = new FakeClock();
  const measured = until(clock, server.measure(fixedTime(clock, 1), { ...SERVING, p99BoundMs: 1 }));
  await expect(measured).rejects.toThrow(ConfigError);
  await expect(measured).rejects.toThrow(/serving\.p99BoundMs 1: .* raise the bound, or run on a quieter machine/);
});
