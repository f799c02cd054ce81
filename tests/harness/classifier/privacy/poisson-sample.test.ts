import { expect, test } from "vitest";
import { poissonSample } from "../../../../harness/classifier/privacy/poisson-sample.ts";
import { testRandom } from "../../../fixtures/texts.ts";

test("what is left out between two texts follows from the numbers drawn, by hand", () => {
  // At rate 1/2 a number u leaves out floor(log2(1/u)) texts: 0, then 2, then 1, then 5.
  const drawn = [1, 0.2, 0.4, 0.02];
  let next = 0;
  const sample = poissonSample(8, 0.5, () => drawn[next++]!);
  // Text 0; 1 and 2 are left out; 3; 4 is left out; 5; of 6 to 10 the last is text 11, beyond the end.
  expect([...sample]).toEqual([0, 3, 5]);
});

test("at rate 1 every text is in it, and nothing is drawn", () => {
  const sample = poissonSample(4, 1, () => {
    throw new Error("drawn");
  });
  expect([...sample]).toEqual([0, 1, 2, 3]);
});

test("each text is in it as often as the rate says, by itself, and the numbers of texts vary as they should", () => {
  const random = testRandom(6);
  const samples = Array.from({ length: 4000 }, () => poissonSample(50, 0.1, () => 1 - random()));
  const counts = new Float64Array(50);
  for (const sample of samples) for (const text of sample) counts[text]! += 1;
  // 0.1 within five standard errors of 0.0047.
  for (const count of counts) expect(Math.abs(count / 4000 - 0.1)).toBeLessThan(0.024);
  const sizes = samples.map(({ length }) => length);
  const variance = sizes.reduce((sum, size) => sum + (size - 5) ** 2, 0) / sizes.length;
  // Binomial: 50 x 0.1 x 0.9 = 4.5, within five standard errors of 0.1.
  expect(Math.abs(variance - 4.5)).toBeLessThan(0.5);
  expect(samples.some(({ length }) => length === 0)).toBe(true);
});
