import { expect, test } from "vitest";
import { chanceOfAtMost } from "../../../../harness/base/statistics/binomial.ts";
import { drawBinomial } from "../../../../harness/base/statistics/draw-binomial.ts";
import { seeded } from "../../../fixtures/records.ts";

const DRAWS = 20_000;

/** Small means are drawn by gaps, large ones by rejection, chances above one half as those of the failures. */
test.each([
  [7, 0.2],
  [40, 0.1],
  [60, 0.3],
  [500, 0.04],
  [1000, 0.5],
  [300, 0.9],
])("%i trials of chance %f have their distribution", (trials, chance) => {
  const uniform = seeded(trials);
  const counts = new Uint32Array(trials + 1);
  for (let draw = 0; draw < DRAWS; draw += 1) counts[drawBinomial(trials, chance, uniform)]! += 1;
  let [seen, farthest] = [0, 0];
  counts.forEach((count, successes) => {
    seen += count;
    farthest = Math.max(farthest, Math.abs(seen / DRAWS - chanceOfAtMost(successes, trials, chance)));
  });
  // Kolmogorov and Smirnov: a sample of that distribution is farther away in one of a thousand cases.
  expect(farthest).toBeLessThan(1.95 / Math.sqrt(DRAWS));
});

test("what is certain needs no random number", () => {
  const never = () => {
    throw new TypeError("drawn");
  };
  expect([drawBinomial(5, 1, never), drawBinomial(5, 0, never), drawBinomial(0, 0.3, never)]).toEqual([5, 0, 0]);
});
