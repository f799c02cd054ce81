import { expect, test } from "vitest";
import { TimeLeft } from "../../experiments/time-left.ts";

const SINCE = new Date("2026-11-29T12:00:00.000Z");
const EARLIER = "2026-11-29T11:59:59.000Z";
const MINUTE = 60_000;

/** Ten cells of a minute each, and a clock that is set by hand. */
function tenMinutes(machines: number, estimatesMs: readonly number[] = Array(10).fill(MINUTE)) {
  const clock = { ms: 0, machines };
  const left = new TimeLeft({ estimatesMs, machines: () => clock.machines, nowMs: () => clock.ms, since: SINCE });
  const finish = (count: number, atMs: number, workMs = MINUTE) => {
    clock.ms = atMs;
    for (let at = 0; at < count; at += 1) left.finish(workMs, SINCE.toISOString());
  };
  return { clock, left, finish };
}

test("before anything is done, it is the estimate, shared by the machines that work", () => {
  expect(tenMinutes(1).left.ms()).toBe(10 * MINUTE);
  expect(tenMinutes(2).left.ms()).toBe(5 * MINUTE);
  // Whoever comes will be one at least.
  expect(tenMinutes(0).left.ms()).toBe(10 * MINUTE);
  const { clock, left } = tenMinutes(1);
  clock.ms = 3 * MINUTE;
  expect(left.ms()).toBe(7 * MINUTE);
  clock.ms = 11 * MINUTE;
  expect(left.ms()).toBe(0);
});

test("two machines that keep up with the estimate take half the time of one", () => {
  const one = tenMinutes(1);
  one.finish(1, MINUTE);
  one.finish(1, 2 * MINUTE);
  const two = tenMinutes(2);
  two.finish(2, MINUTE);
  two.finish(2, 2 * MINUTE);
  expect([one.left.ms(), two.left.ms()]).toEqual([8 * MINUTE, 3 * MINUTE]);
});

test("two machines that take twice as long as estimated are as fast as one", () => {
  const { left, finish } = tenMinutes(2);
  finish(2, 2 * MINUTE);
  // (2 done + 2 believed) minutes of work in 2 + 1 minutes: 4/3, and 8 minutes of work left.
  expect(left.ms()).toBe(6 * MINUTE);
  for (const at of [4, 6, 8]) finish(2, at * MINUTE);
  // (8 + 2) in 8 + 1: 10/9, and 2 minutes of work left, which will take 2.
  expect(left.ms()).toBeCloseTo(1.8 * MINUTE, 6);
});

test("what is left counts by what each was estimated at, not by heads", () => {
  const { left, finish } = tenMinutes(1, [5 * MINUTE, MINUTE, MINUTE, MINUTE]);
  finish(1, 5 * MINUTE, 5 * MINUTE);
  expect(left.ms()).toBe(3 * MINUTE);
});

test("results that waited for this command are done, and say nothing of the pace", () => {
  const { left } = tenMinutes(2);
  for (let at = 0; at < 6; at += 1) left.finish(MINUTE, EARLIER);
  expect(left.ms()).toBe(2 * MINUTE);
});

test("a machine that comes later is noticed within ten minutes", () => {
  const { clock, left, finish } = tenMinutes(1, Array(100).fill(MINUTE));
  for (let at = 1; at <= 20; at += 1) finish(1, at * MINUTE);
  expect(left.ms()).toBe(80 * MINUTE);
  clock.machines = 3;
  for (let at = 21; at <= 32; at += 1) finish(3, at * MINUTE);
  // 44 left; all that the last ten minutes and the belief know of is three at a time.
  expect(left.ms()).toBeCloseTo((44 / 3) * MINUTE, -4);
});
