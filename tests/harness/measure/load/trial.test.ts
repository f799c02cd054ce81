import { describe, expect, test } from "vitest";
import { Batcher } from "../../../../harness/base/batcher.ts";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { backedPercentile } from "../../../../harness/base/statistics/percentile.ts";
import { openLoop } from "../../../../harness/measure/load/open-loop.ts";
import { offered, partOf, sendLoad, trialOf } from "../../../../harness/measure/load/trial.ts";
import { FakeClock, until } from "../../../fixtures/fake-clock.ts";
import { answeredWithin, waitsAtMost } from "../../../fixtures/fixed-time-queue.ts";

/** A server that answers one text after the other, each in the same time. */
function fixedTimeServer(clock: FakeClock, serviceMs: number) {
  const batcher = new Batcher<number, number>({
    maxBatch: 1,
    maxDelayMs: 0,
    maxQueued: Number.POSITIVE_INFINITY,
    clock,
    answer: async (items) => {
      await clock.sleep(serviceMs);
      return items;
    },
  });
  return () =>
    batcher.answer([0]).then(
      () => true,
      () => false,
    );
}

describe("against the queue of random arrivals and fixed service times (M/D/1)", () => {
  test("the formula gives the known mean wait: at 50 %, half a service time", () => {
    // Pollaczek and Khinchine: utilization / (2 (1 - utilization)); the mean is the integral of P(W > t).
    let mean = 0;
    for (let t = 0.0005; t < 14; t += 0.001) mean += (1 - waitsAtMost(t, 0.5)) * 0.001;
    expect(mean).toBeCloseTo(0.5, 3);
  });

  // So many that the sample's own p99 is within 2 % of the queue's in two of three loads.
  test.each([
    { utilization: 0.5, requests: 60_000 },
    { utilization: 0.7, requests: 250_000 },
  ])("p50 and p99 are the queue's within 5 percent: $utilization busy", async ({ utilization, requests }) => {
    const clock = new FakeClock();
    const serviceMs = 2;
    const load = { perSecond: (utilization / serviceMs) * 1000, requests, boundMs: 1000, mostOver: requests };
    const send = fixedTimeServer(clock, serviceMs);
    const sent = await until(clock, sendLoad(load, { clock, send, random: randomStream(1, "queue") }));
    const { p99Ms, p50Ms } = trialOf(load, [sent]);
    for (const [measured, share] of [
      [p99Ms, 0.99],
      [p50Ms, 0.5],
    ] as const) {
      const exactMs = answeredWithin(share, utilization) * serviceMs;
      expect(measured! / exactMs).toBeGreaterThan(0.95);
      expect(measured! / exactMs).toBeLessThan(1.05);
    }
  });
});

test("a stall of 200 ms shows as the wait of all that were queued behind it", async () => {
  const clock = new FakeClock();
  const answered: number[] = [];
  let freeMs = 0;
  // Answers in 0.5 ms, one after the other, and stands still from 1000 to 1200 ms.
  const send = async () => {
    const nowMs = clock.nowMs();
    const startMs = Math.max(freeMs, nowMs >= 1000 && nowMs < 1200 ? 1200 : nowMs);
    freeMs = startMs + 0.5;
    await clock.sleep(freeMs - nowMs);
    return true;
  };
  const everyMs = Array.from({ length: 10_000 }, (_, index) => index);
  await until(
    clock,
    openLoop({ clock, dueMs: everyMs.values(), send, onSent: ({ latencyMs }) => answered.push(latencyMs) }),
  );
  // That of 1000 + k waits 200 - k ms for the end, then k/2 ms for those before it: 200.5 - k/2 until it is caught up at k = 400.
  expect(Math.max(...answered)).toBeCloseTo(200.5, 9);
  expect(answered.filter((ms) => ms > 0.5 + 1e-9)).toHaveLength(400);
  // The 101st of 10,000 from the top: k = 100.
  expect(backedPercentile(answered, 99)).toBeCloseTo(150.5, 9);
});

test("what sending throws ends the loop: nothing more is sent", async () => {
  const clock = new FakeClock();
  let sent = 0;
  const send = async () => {
    sent += 1;
    if (sent === 3) throw new Error("gone");
    return true;
  };
  const everyMs = Array.from({ length: 100 }, (_, index) => index);
  const done = until(clock, openLoop({ clock, dueMs: everyMs.values(), send, onSent: () => undefined }));
  await expect(done).rejects.toThrow("gone");
  await clock.goTo(1000);
  expect(sent).toBe(3);
});

describe("a load", () => {
  test("is long enough for a 99th percentile, and for an overload of 1 % to use up the bound", () => {
    expect(offered(100, 10)).toEqual({ perSecond: 100, requests: 662, boundMs: 10, mostOver: 6 });
    expect(offered(5000, 10).requests).toBe(5000); // 100 bounds: a second
    expect(offered(5000, 1).requests).toBe(2500); // at least half a second
    expect(offered(5000, 200).requests).toBe(15_000); // at most three
    expect(offered(5000, 500).requests).toBe(25_000); // but ten bounds at least: an overload of 10 % uses it up
    expect(offered(5000, 200, 0.3).requests).toBe(10_000);
    expect(offered(5000, 10, 0.5).requests).toBe(2500);
  });

  test("is shared out to senders as loads of random arrivals, too", () => {
    expect(partOf({ perSecond: 100, requests: 663, boundMs: 10, mostOver: 6 }, 2)).toEqual({
      perSecond: 50,
      requests: 332,
      boundMs: 10,
      mostOver: 6,
    });
  });

  test("ends early when more than 1 of 100 cannot meet the bound any more, and then has no percentile", async () => {
    const clock = new FakeClock();
    // Twice as much as it can answer.
    const load = offered(2000, 10);
    const send = fixedTimeServer(clock, 1);
    const sent = await until(clock, sendLoad(load, { clock, send, random: randomStream(1, "too much") }));
    expect(sent.isCutShort).toBe(true);
    expect(sent.latenciesMs.length).toBeLessThan(200);
    expect(trialOf(load, [sent])).toMatchObject({ p50Ms: null, p99Ms: null, isMet: false, errors: 0 });
  });

  test("is met if 99 of 100 were within the bound, all senders taken together, and every one was answered", () => {
    const load = { perSecond: 1, requests: 1000, boundMs: 10, mostOver: 10 };
    const part = (slow: number, of: number, errors = 0) => ({
      latenciesMs: Float64Array.from({ length: of }, (_, index) => (index < slow ? 11 : 1)),
      latesMs: new Float64Array(of),
      errors,
      isCutShort: false,
    });
    expect(trialOf(load, [part(10, 500), part(0, 500)])).toMatchObject({ requests: 1000, p99Ms: 1, isMet: true });
    expect(trialOf(load, [part(10, 500), part(1, 500)])).toMatchObject({ p99Ms: 11, isMet: false });
    expect(trialOf(load, [part(0, 1000, 1)]).isMet).toBe(false);
  });
});
