import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { breather } from "../../../harness/base/breather.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setImmediate"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a loop goes on at once for 100 ms, then lets the event loop turn, and has 100 ms again", async () => {
  const breathe = breather();
  vi.advanceTimersByTime(99);
  expect(breathe()).toBeUndefined();
  vi.advanceTimersByTime(1);
  const heard: string[] = [];
  setImmediate(() => heard.push("what waited"));
  const breath = breathe()?.then(() => heard.push("the loop"));
  expect(breath).toBeInstanceOf(Promise);
  vi.advanceTimersByTime(0);
  await breath;
  expect(heard).toEqual(["what waited", "the loop"]);
  expect(breathe()).toBeUndefined();
  vi.advanceTimersByTime(100);
  expect(breathe()).toBeInstanceOf(Promise);
});
