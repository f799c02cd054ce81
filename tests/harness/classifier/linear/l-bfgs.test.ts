import { expect, test } from "vitest";
import { minimize } from "../../../../harness/classifier/linear/l-bfgs.ts";

const EXACTLY = { tolerance: 1e-10, mostSteps: 200 };

test("a quadratic's minimum is where its gradient is zero", async () => {
  // (x - 3)^2 + 100 (y + 1)^2, a valley a hundred times as steep on one side.
  const found = await minimize(
    ([x, y], gradient) => {
      gradient.set([2 * (x! - 3), 200 * (y! + 1)]);
      return (x! - 3) ** 2 + 100 * (y! + 1) ** 2;
    },
    Float64Array.of(0, 0),
    EXACTLY,
  );
  expect(found.isConverged).toBe(true);
  expect(found.at[0]).toBeCloseTo(3, 9);
  expect(found.at[1]).toBeCloseTo(-1, 9);
  expect(found.value).toBeCloseTo(0, 15);
});

test("a start at the minimum takes no step, and one far away is left as it is", async () => {
  const bowl = ([x]: Float64Array, gradient: Float64Array) => {
    gradient[0] = Math.sinh(x!);
    return Math.cosh(x!);
  };
  expect(await minimize(bowl, Float64Array.of(0), EXACTLY)).toMatchObject({ steps: 0, isConverged: true, value: 1 });
  const start = Float64Array.of(20);
  const found = await minimize(bowl, start, EXACTLY);
  expect(found.at[0]).toBeCloseTo(0, 9);
  expect(start[0]).toBe(20);
});

test("a search that is cut short says so", async () => {
  const slope = ([x]: Float64Array, gradient: Float64Array) => {
    gradient[0] = -Math.exp(-x!);
    return Math.exp(-x!);
  };
  expect(await minimize(slope, Float64Array.of(0), { tolerance: 1e-9, mostSteps: 2 })).toMatchObject({
    steps: 2,
    isConverged: false,
  });
});
