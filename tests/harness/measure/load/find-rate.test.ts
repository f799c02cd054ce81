import { expect, test } from "vitest";
import { findRate, type RateSearch } from "../../../../harness/measure/load/find-rate.ts";
import type { Trial } from "../../../../harness/measure/load/trial.ts";

const trialAt = (perSecond: number, isMet: boolean): Trial => ({
  perSecond,
  requests: 1000,
  p50Ms: 1,
  p90Ms: 2,
  p99Ms: 5,
  p999Ms: null,
  lateP99Ms: 0,
  errors: 0,
  isMet,
  bytesPerRequest: null,
  senderCpuShare: null,
});

/** A search where a trial takes a second. @param isMet whether the load of a trial, counted from 0, is met */
function searchOf(isMet: (perSecond: number, trial: number) => boolean, changed: Partial<RateSearch> = {}) {
  const tried: number[] = [];
  const search: RateSearch = {
    startPerSecond: 100,
    leastPerSecond: 10,
    stride: 2,
    resolution: 1.02,
    limitMs: 60_000,
    confirms: true,
    nowMs: () => tried.length * 1000,
    attempt: async (perSecond) => {
      tried.push(perSecond);
      return trialAt(perSecond, isMet(perSecond, tried.length - 1));
    },
    ...changed,
  };
  return { tried, result: findRate(search) };
}

test.each([137, 70, 1900])("finds the rate of %i from 100, and tries it once more", async (limit) => {
  const { tried, result } = searchOf((perSecond) => perSecond <= limit);
  const { found, unmetPerSecond, trials } = await result;
  expect(found!.perSecond).toBeLessThanOrEqual(limit);
  expect(found!.perSecond).toBeGreaterThan(limit / 1.02);
  expect(unmetPerSecond).toBeGreaterThan(limit);
  expect(tried.slice(-1)).toEqual([found!.perSecond]);
  expect(trials.map(({ perSecond }) => perSecond)).toEqual(tried);
});

test("first takes longer and longer steps, then halves the distance of the logarithms", async () => {
  const { tried, result } = searchOf((perSecond) => perSecond < 500, { stride: 1.2, resolution: 1.5 });
  await result;
  expect(tried.map(Math.round)).toEqual([
    // Factors of 1.2, 1.44 and then 2 at most; what is not met is sent twice.
    ...[100, 120, 173, 346, 691, 691],
    // The geometric mean of 346 and 691 is met, and once more.
    ...[489, 489],
  ]);
});

test("a rate that only seemed to be met is lowered until one is met again", async () => {
  // 155 is the limit; the second trial, at 200, is met by chance.
  const { result } = searchOf((perSecond, trial) => perSecond <= 155 || trial === 1, {
    resolution: 1.1,
    limitMs: 500,
  });
  expect(await result).toMatchObject({
    found: { perSecond: expect.closeTo(150.26, 2) },
    unmetPerSecond: expect.closeTo(181.82, 2),
  });
});

test("a rate that fails once is tried again, since something else may have taken the machine", async () => {
  const { tried, result } = searchOf((perSecond, trial) => perSecond <= 250 && trial !== 1, { resolution: 2.5 });
  // 200 fails at first.
  expect((await result).found?.perSecond).toBe(200);
  expect(tried).toEqual([100, 200, 200, 400, 400, 200]);
});

test("a rate that is never met again is not what was found, however late it is", async () => {
  const { tried, result } = searchOf((_, trial) => trial === 0, { limitMs: 500, leastPerSecond: 60 });
  expect((await result).found).toBeNull();
  // 2 % lower, then 4 %, 6 % and so on.
  expect(tried.slice(3, 11).map(Math.round)).toEqual([100, 100, 98, 98, 94, 94, 89, 89]);
  expect(tried.at(-1)).toBeGreaterThanOrEqual(60);
});

test("when the time is over, it still looks for a rate that is not met, but comes no closer", async () => {
  const { tried, result } = searchOf((perSecond) => perSecond < 300, { limitMs: 500, confirms: false });
  expect(await result).toMatchObject({ found: { perSecond: 200 }, unmetPerSecond: 400 });
  expect(tried).toEqual([100, 200, 400, 400]);
});

test("no rate is met: tried down to the least, however long it takes", async () => {
  const { tried, result } = searchOf(() => false, { limitMs: 500 });
  expect(await result).toMatchObject({ found: null, unmetPerSecond: 12.5 });
  expect(tried).toEqual([100, 100, 50, 50, 25, 25, 12.5, 12.5]);
});
