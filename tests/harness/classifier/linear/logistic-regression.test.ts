import { describe, expect, test } from "vitest";
import { denseDesign } from "../../../../harness/classifier/linear/design.ts";
import { type Fit, fitLogistic, meanLoss } from "../../../../harness/classifier/linear/logistic-regression.ts";

const ROWS = 60;
const COLUMNS = 4;
const features = new Float32Array(ROWS * COLUMNS);
/** What decides a row's class. */
const score = new Float64Array(ROWS);
for (let row = 0; row < ROWS; row += 1) {
  for (let column = 0; column < COLUMNS; column += 1) {
    const mixed = row * 7 + column * 13 + row * column * 5 + ((row * row) % 5) * column;
    features[row * COLUMNS + column] = ((mixed % 17) - 8) / 8;
  }
  const noise = (((row * 11) % 13) - 6) / 8;
  score[row] = features[row * COLUMNS]! - features[row * COLUMNS + 1]! / 2 + noise;
}
const design = denseDesign(features, COLUMNS, [...score.keys()]);
const ofTwo = Uint16Array.from(score, (value) => (value > 0 ? 1 : 0));
const ofThree = Uint16Array.from(score, (value) => (value > 0.5 ? 2 : value > -0.5 ? 1 : 0));

const digits = (values: Float64Array) => [...values].map((value) => Math.round(value * 1e6) / 1e6);
const shown = ({ kernel, bias }: Fit) => ({ kernel: digits(kernel), bias: digits(bias) });

// LogisticRegression(C=C, solver="newton-cg", tol=1e-12, max_iter=100000) of scikit-learn 1.2.1, to its last printed digit.
describe("scikit-learn's minimum", () => {
  test.each([
    [0.1, [0.781702, -0.296712, 0.084683, -0.0664], -0.030132, 0.5420528],
    [1, [2.354122, -0.962815, 0.238951, 0.149728], 0.006656, 0.3967129],
    [100, [4.148874, -1.725187, 0.288406, 0.683857], -0.109276, 0.361108],
  ])("of two classes with C = %f", async (strength, kernel, bias, loss) => {
    const fit = await fitLogistic(design, ofTwo, 2, { strength, tolerance: 1e-9 });
    expect(fit.isConverged).toBe(true);
    expect(shown(fit)).toEqual({ kernel, bias: [bias] });
    expect(meanLoss(fit, design, ofTwo)).toBeCloseTo(loss, 6);
  });

  test.each([
    [
      0.1,
      [
        -0.663848, 0.266936, 0.02777, -0.004337, 0.166083, -0.064572, -0.094193, 0.138848, 0.497765, -0.202365,
        0.066423, -0.134511,
      ],
      [-0.007201, 0.325077, -0.317876],
    ],
    [
      100,
      [
        -3.423874, 1.417947, -0.025231, -0.41594, 0.200829, -0.006903, -0.043715, 0.065366, 3.223044, -1.411044,
        0.068946, 0.350574,
      ],
      [-0.244735, 1.000306, -0.755571],
    ],
  ])("of three classes with C = %f", async (strength, kernel, bias) => {
    const fit = await fitLogistic(design, ofThree, 3, { strength, tolerance: 1e-9 });
    expect(fit.isConverged).toBe(true);
    expect(shown(fit)).toEqual({ kernel, bias });
  });
});

test("where a search begins changes how long it takes, not where it ends", async () => {
  const far = await fitLogistic(design, ofThree, 3, { strength: 100, tolerance: 1e-9 });
  const near = await fitLogistic(design, ofThree, 3, { strength: 1, tolerance: 1e-9, from: far });
  expect(shown(near)).toEqual(shown(await fitLogistic(design, ofThree, 3, { strength: 1, tolerance: 1e-9 })));
});

test("a class without rows is never the most probable one", async () => {
  const { bias, kernel, isConverged } = await fitLogistic(design, ofTwo, 3, { strength: 1 });
  expect(isConverged).toBe(true);
  expect(bias[2]).toBeLessThan(bias[0]! - 5);
  expect(Math.max(...kernel.subarray(2 * COLUMNS).map(Math.abs))).toBeLessThan(0.01);
});

test("rows that one feature separates keep finite weights, however weak the regularization", async () => {
  const separable = denseDesign(Float32Array.of(-1, 1), 1, [0, 1]);
  const { kernel, bias, isConverged } = await fitLogistic(separable, [0, 1], 2, { strength: 1e6, tolerance: 1e-9 });
  expect(isConverged).toBe(true);
  // Its derivative is zero where w = 2 C / (1 + e^w).
  expect(kernel[0]! * (1 + Math.exp(kernel[0]!))).toBeCloseTo(2e6, -3);
  expect(bias[0]).toBeCloseTo(0, 6);
});
