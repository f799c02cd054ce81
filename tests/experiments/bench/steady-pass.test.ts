import { describe, expect, test } from "vitest";
import { steadyPass } from "../../../experiments/bench/steady-pass.ts";

describe("the steady state of a program timed from outside", () => {
  test("20 more passes in 200 ms are 10 ms per pass; the rest of the first process is start-up", () => {
    expect(steadyPass(45, 245)).toEqual({ passMs: 10, startupMs: 35 });
  });

  test("noise never makes the start-up negative", () => {
    expect(steadyPass(5, 205)).toEqual({ passMs: 10, startupMs: 0 });
  });

  test.each([
    [50, 50],
    [50, 40],
  ])("%d ms once and %d ms often give no figure, not a wrong one", (onceMs, oftenMs) => {
    expect(steadyPass(onceMs, oftenMs)).toBeNull();
  });
});
