import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { batchNorm, chain, dense, residual } from "../../harness/classifier/training/layers.ts";
import { batchLoss, lossesOf } from "../../harness/classifier/training/metrics.ts";
import { optimizers } from "../../harness/classifier/training/optimizers/registry.ts";
import { tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { plainOps, plainTensor } from "../../harness/classifier/training/plain-ops.ts";
import type { ModelSpec } from "../../harness/contract/index.ts";
import type { Optimizer } from "../../harness/contract/optimizer.ts";
import { REFERENCE_SPEC } from "../fixtures/models.ts";

/** The examples that the source document works out, computed by the code that trains. docs/reference-experiment.md lists them. */
const page = readFileSync(new URL("../../docs/reference-experiment.md", import.meta.url), "utf8");

/** The value as the page must show it. */
function shownOnPage(value: string): void {
  expect(page, "docs/reference-experiment.md").toContain(value);
}

/** [1, 2] after one step against the gradient [-2, -3] at a rate of 0.01. */
function steppedOnce(optimizer: Optimizer): number[] {
  const at = optimizer.scalars({ stepInChunk: 1, stepsBefore: 0, learningRate: optimizer.learningRate });
  const { weight } = optimizer.update(
    plainOps,
    {
      weight: plainTensor([1, 2], [1, 2]),
      slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, plainOps.zeros([1, 2])])),
      gradient: plainTensor([1, 2], [-2, -3]),
      rows: plainTensor([1], [0]),
    },
    Object.fromEntries(Object.entries(at).map(([name, value]) => [name, plainTensor([1], [value])])),
  );
  return [...weight.data];
}

const bound = async (name: string, parameters = {}) =>
  (await optimizers.load(name)).bind({ learningRate: 0.01, ...parameters });

test("the linear model of house prices gives 300,000, not the 275,000 of the reference experiment's source", () => {
  const parameters = [plainTensor([2, 1], [1000, -5000]), plainTensor([1], [200_000])];
  const prices = dense("prices", 2, 1).forward(plainOps, plainTensor([1, 2], [150, 10]), parameters, null);
  // 200,000 + 1,000 x 150 - 5,000 x 10
  expect([...prices.output.data]).toEqual([300_000]);
  shownOnPage("300,000");
});

test("the squared error of 0.6 against 0 is 0.36", () => {
  const error = plainOps.sub(plainTensor([1], [0]), plainTensor([1], [0.6]));
  expect(plainOps.mul(error, error).data[0]).toBeCloseTo(0.36, 12);
  shownOnPage("0.36");
});

test("the cross-entropy of 0.6 against 1 is 0.5108, from the probability and from its logit", () => {
  expect(lossesOf([0.6], Uint16Array.of(1), 1)[0]).toBeCloseTo(0.5108, 4);
  // The logit of 0.6 is ln(0.6 / 0.4).
  const logit = Float32Array.of(Math.log(1.5));
  expect(batchLoss(logit, Float32Array.of(1), Float32Array.of(1), 1)).toBeCloseTo(0.5108, 4);
  shownOnPage("0.5108");
});

test("a step of gradient descent goes against the gradient: [1.02, 2.03], not [-0.02, 0.04]", async () => {
  const [first, second] = steppedOnce(await bound("sgd"));
  expect(first).toBeCloseTo(1.02, 12);
  expect(second).toBeCloseTo(2.03, 12);
  shownOnPage("[1.02, 2.03]");
});

test.each(["gradient-descent", "sgd"])("%s is one rule: it takes the same step", async (name) => {
  expect(steppedOnce(await bound(name)).map((weight) => weight.toFixed(2))).toEqual(["1.02", "2.03"]);
});

test("a first step of Adam moves by the rate, whatever the gradient's size; without bias correction by 3.16 times as much", async () => {
  // Keras adds its epsilon to an uncorrected root: a tiny one shows the rule itself.
  const [first, second] = steppedOnce(await bound("adam", { epsilon: 1e-12 }));
  expect(first).toBeCloseTo(1.01, 8);
  expect(second).toBeCloseTo(2.01, 8);
  shownOnPage("[1.01, 2.01]");
  // As the source writes it: m = 0.1 g, v = 0.001 g^2, and m / sqrt(v) = 0.1 / sqrt(0.001).
  const uncorrected = 0.01 * (0.1 / Math.sqrt(0.001));
  expect([1 + uncorrected, 2 + uncorrected].map((weight) => weight.toFixed(4))).toEqual(["1.0316", "2.0316"]);
  shownOnPage("[1.0316, 2.0316]");
});

test("1 to 5 normalized are [-1.414, -0.707, 0, 0.707, 1.414]: their population variance is 2, and their order stays", () => {
  const column = plainTensor([5, 1], [1, 2, 3, 4, 5]);
  const training = { textWeight: plainTensor([5, 1], Array(5).fill(1 / 5)), extras: {} };
  const one = [plainTensor([1], [1]), plainTensor([1], [0])];
  const { output } = batchNorm("norm", 1).forward(plainOps, column, one, training);
  // Keras' epsilon of 0.001, added to the variance, takes 0.00035 off the ends.
  [1, 2, 3, 4, 5].forEach((value, row) => {
    expect(Math.abs(output.data[row]! - (value - 3) / Math.SQRT2)).toBeLessThan(1e-3);
  });
  shownOnPage("[-1.414, -0.707, 0, 0.707, 1.414]");
});

test("a residual connection around what gives [4, 5, 6] of [1, 2, 3] gives [5, 7, 9]", () => {
  // Weights of 0 and these biases give [4, 5, 6] of anything.
  const inner = dense("f", 3, 3);
  const parameters = [plainOps.zeros([3, 3]), plainTensor([3], [4, 5, 6])];
  const { output } = residual(inner, chain([])).forward(plainOps, plainTensor([1, 3], [1, 2, 3]), parameters, null);
  expect([...output.data]).toEqual([5, 7, 9]);
  shownOnPage("[5, 7, 9]");
});

test("the reference experiment's classifier has 160,433 parameters, 641,732 bytes in float32, 99.73 % of them in the embedding", () => {
  const parametersOf = (spec: ModelSpec) => {
    const layout = tableLayout(spec);
    return layout.embeddingRows * layout.columns + layout.parameters.reduce((sum, { length }) => sum + length, 0);
  };
  expect(parametersOf(REFERENCE_SPEC)).toBe(160_433);
  expect(4 * parametersOf(REFERENCE_SPEC)).toBe(641_732);
  expect(((100 * 160_000) / parametersOf(REFERENCE_SPEC)).toFixed(2)).toBe("99.73");
  for (const value of ["160,433", "641,732", "99.73 %"]) shownOnPage(value);
});
