import { describe, expect, test } from "vitest";
import {
  batchNorm,
  chain,
  dense,
  dropout,
  type Layer,
  type LayerInputs,
  linear,
  relu,
  residual,
} from "../../../../harness/classifier/training/layers.ts";
import { type PlainTensor, plainOps, plainTensor } from "../../../../harness/classifier/training/plain-ops.ts";
import { testRandom } from "../../../fixtures/texts.ts";

const evenly = (rows: number): LayerInputs<PlainTensor> => ({
  textWeight: plainTensor([rows, 1], new Float64Array(rows).fill(1 / rows)),
  extras: {},
});
const column = (values: readonly number[]) => plainTensor([values.length, 1], values);
const row = (values: readonly number[]) => plainTensor([values.length], values);

/** A block that outputs only its bias, so that the rest of the result is what the connection carries around it. */
function biasOf(values: readonly number[], inputs: number) {
  const parameters = [plainTensor([inputs, values.length], new Float64Array(inputs * values.length)), row(values)];
  return { inner: dense("inner", inputs, values.length), parameters };
}

describe("batch normalization", () => {
  const norm = batchNorm("norm", 1);

  test("1, 2, 3, 4, 5, whose mean is 3 and whose population variance is 2, becomes -1.414, -0.707, 0, 0.707, 1.414", () => {
    const { output } = norm.forward(plainOps, column([1, 2, 3, 4, 5]), [row([1]), row([0])], evenly(5));
    // -2 / sqrt(2.001): the epsilon is 0.001
    const expected = [-1.41386, -0.70693, 0, 0.70693, 1.41386];
    output.data.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index]!, 5);
    });
  });

  test("gamma scales and beta shifts", () => {
    const { output } = norm.forward(plainOps, column([1, 2, 3, 4, 5]), [row([2]), row([10])], evenly(5));
    expect(output.data[0]).toBeCloseTo(10 - 2 * 1.41386, 4);
    expect(output.data[2]).toBe(10);
  });

  test("a row of weight 0 does not affect the mean or the other rows", () => {
    const filled = { textWeight: column([0.25, 0.25, 0.25, 0.25, 0]), extras: {} };
    const { output } = norm.forward(plainOps, column([1, 2, 3, 4, 1000]), [row([1]), row([0])], filled);
    const alone = norm.forward(plainOps, column([1, 2, 3, 4]), [row([1]), row([0])], evenly(4)).output;
    expect([...output.data.slice(0, 4)]).toEqual([...alone.data]);
  });

  test("a batch without variance becomes beta, and its gradient is finite", () => {
    const { output, backward } = norm.forward(plainOps, column([7, 7]), [row([3]), row([0.5])], evenly(2));
    expect([...output.data]).toEqual([0.5, 0.5]);
    const { input, parameters } = backward(column([1, 0]));
    for (const { data } of [input, ...parameters]) expect([...data].every(Number.isFinite)).toBe(true);
  });

  test("cannot be served", () => {
    expect(() => norm.forward(plainOps, column([1]), [row([1]), row([0])], null)).toThrow(/norm must be folded/);
  });
});

describe("a residual connection", () => {
  test("[4, 5, 6] around what makes [1, 2, 3] is [5, 7, 9]", () => {
    const { inner, parameters } = biasOf([1, 2, 3], 3);
    const layer = residual(inner, chain([]));
    expect(layer.parameters).toEqual(inner.parameters);
    const { output } = layer.forward(plainOps, plainTensor([1, 3], [4, 5, 6]), parameters, null);
    expect([...output.data]).toEqual([5, 7, 9]);
  });

  test("of another width goes through a kernel: [4, 5] by [[1], [10]] around what makes [2] is [56]", () => {
    const { inner, parameters } = biasOf([2], 2);
    const layer = residual(inner, linear("projection", 2, 1));
    expect(layer.parameters.at(-1)).toMatchObject({ name: "projection.kernel", shape: [2, 1] });
    const kernel = plainTensor([2, 1], [1, 10]);
    const { output } = layer.forward(plainOps, plainTensor([1, 2], [4, 5]), [...parameters, kernel], null);
    expect([...output.data]).toEqual([56]);
  });
});

describe("dropout", () => {
  test("applies its mask, in training only", () => {
    const training = { ...evenly(1), extras: { drop: plainTensor([1, 3], [2, 0, 2]) } };
    const input = plainTensor([1, 3], [1, 2, 3]);
    const { output, backward } = dropout("drop").forward(plainOps, input, [], training);
    expect([...output.data]).toEqual([2, 0, 6]);
    expect([...backward(plainTensor([1, 3], [1, 1, 1])).input.data]).toEqual([2, 0, 2]);
    expect(dropout("drop").forward(plainOps, input, [], null).output).toBe(input);
  });
});

/** Four different weights of texts; the last text fills up the batch. */
const UNEVEN = [0.2, 0.5, 0.3, 0];
const MASK = [2, 0, 2, 0, 2, 2, 2, 2, 0, 0, 0, 2];

const LAYERS: { form: string; layer: Layer; inputs: number; outputs: number }[] = [
  { form: "dense", layer: dense("a", 2, 3), inputs: 2, outputs: 3 },
  { form: "batch normalization", layer: batchNorm("a", 3), inputs: 3, outputs: 3 },
  { form: "dropout", layer: dropout("drop"), inputs: 3, outputs: 3 },
  {
    form: "a residual connection",
    layer: residual(chain([dense("a", 3, 3), relu()]), chain([])),
    inputs: 3,
    outputs: 3,
  },
  {
    form: "everything in one block of another width",
    layer: residual(chain([linear("a", 2, 3), batchNorm("b", 3), relu(), dropout("drop")]), linear("around", 2, 3)),
    inputs: 2,
    outputs: 3,
  },
];

test.each(LAYERS)("the gradient of $form is the slope of its output", ({ layer, inputs, outputs }) => {
  const random = testRandom(17);
  const drawn = (shape: readonly number[]) =>
    plainTensor(
      shape,
      Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => 2 * random() - 1),
    );
  const training = { textWeight: column(UNEVEN), extras: { drop: plainTensor([4, 3], MASK) } };
  const values = [drawn([4, inputs]), ...layer.parameters.map(({ shape }) => drawn(shape))];
  // The gradient of a filling row is 0.
  const weights = drawn([4, outputs]).data.map((value, index) => (index < 3 * outputs ? value : 0));
  const weighed = () => {
    const { output } = layer.forward(plainOps, values[0]!, values.slice(1), training);
    return output.data.reduce((sum, value, index) => sum + value * weights[index]!, 0);
  };
  const { input, parameters } = layer
    .forward(plainOps, values[0]!, values.slice(1), training)
    .backward(plainTensor([4, outputs], weights));
  [input, ...parameters].forEach((gradient, which) => {
    const { data } = values[which]!;
    expect(gradient.data.length).toBe(data.length);
    gradient.data.forEach((slope, index) => {
      const value = data[index]!;
      data[index] = value + 1e-6;
      const above = weighed();
      data[index] = value - 1e-6;
      const below = weighed();
      data[index] = value;
      expect(Math.abs(slope - (above - below) / 2e-6)).toBeLessThan(1e-7);
    });
  });
});
