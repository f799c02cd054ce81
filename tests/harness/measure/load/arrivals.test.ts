import { expect, test } from "vitest";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { arrivals } from "../../../../harness/measure/load/arrivals.ts";

test("gaps of arrivals are exponential: at 100 a second, half of them are below 6.93 ms", () => {
  const half = arrivals(100, () => 0.5);
  expect([half.next().value, half.next().value]).toEqual([expect.closeTo(6.931, 3), expect.closeTo(13.863, 3)]);
  const random = randomStream(1, "arrivals");
  const many = arrivals(100, () => random.nextFloat64());
  let lastMs = 0;
  for (let count = 0; count < 10_000; count += 1) lastMs = many.next().value;
  // 10,000 gaps of 10 ms; the standard error is 1 %.
  expect(lastMs).toBeGreaterThan(97_000);
  expect(lastMs).toBeLessThan(103_000);
});
