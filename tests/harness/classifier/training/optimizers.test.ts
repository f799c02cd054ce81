import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tfjsWasm from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { optimizers } from "../../../../harness/classifier/training/optimizers/registry.ts";
import { plainOps, plainTensor } from "../../../../harness/classifier/training/plain-ops.ts";
import type { Optimizer } from "../../../../harness/contract/optimizer.ts";
import { startingFrom, stepOnce, type Weights, weightsAfter } from "../../../fixtures/optimizer-run.ts";

const bind = async (name: string, parameters: Record<string, number> = {}) =>
  (await optimizers.load(name)).bind(parameters);

/** Of a weight that starts at 1: a gradient of 2, a step that does not touch it, another gradient. */
describe("worked by hand", () => {
  const BETAS = { learningRate: 0.1, beta1: 0.5, beta2: 0.75 };
  test.each([
    { name: "sgd", parameters: { learningRate: 0.1 }, last: -1, expected: [0.8, 0.8, 0.9] },
    { name: "gradient-descent", parameters: { learningRate: 0.1 }, last: -1, expected: [0.8, 0.8, 0.9] },
    {
      // v = -0.2, -0.1, -0.05 + 0.1
      name: "momentum",
      parameters: { learningRate: 0.1, momentum: 0.5 },
      last: -1,
      expected: [0.8, 0.7, 0.75],
    },
    {
      // The same v; half of it and, where there is a gradient, -0.2 and +0.1.
      name: "nesterov",
      parameters: { learningRate: 0.1, momentum: 0.5 },
      last: -1,
      expected: [1 - 0.1 - 0.2, 0.7 - 0.05, 0.65 + 0.025 + 0.1],
    },
    {
      // v = 1, 0.75, 0.5625 + 0.25; the first divisor is sqrt(1 + 3)
      name: "rmsprop",
      parameters: { learningRate: 0.1, rho: 0.75, epsilon: 3 },
      last: -1,
      expected: [0.9, 0.9, 0.9 + 0.1 / Math.sqrt(3.8125)],
    },
    {
      // b = 0.1, 0.05, 0.025 - 0.1 / sqrt(3.8125)
      name: "rmsprop",
      parameters: { learningRate: 0.1, rho: 0.75, epsilon: 3, momentum: 0.5 },
      last: -1,
      expected: [0.9, 0.85, 0.825 + 0.1 / Math.sqrt(3.8125)],
    },
    {
      // a = 4 + 4, 8, 8 + 1; the divisors are sqrt(8 + 1) and sqrt(9 + 1)
      name: "adagrad",
      parameters: { learningRate: 0.1, initialAccumulator: 4, epsilon: 1 },
      last: -1,
      expected: [1 - 0.2 / 3, 1 - 0.2 / 3, 1 - 0.2 / 3 + 0.1 / Math.sqrt(10)],
    },
    {
      // m = 1, 0.5, 0.25 - 0.5; v = 1, 0.75, 0.5625 + 0.25; 1 - b1^t = 0.5, 0.75, 0.875; 1 - b2^t = 0.25, 0.4375, 0.578125
      name: "adam",
      parameters: { ...BETAS, epsilon: 1 },
      last: -1,
      expected: [
        1 - (0.1 * 0.5) / 0.5 / 2,
        0.95 - (((0.1 * Math.sqrt(0.4375)) / 0.75) * 0.5) / (Math.sqrt(0.75) + 1),
        0.95 -
          (((0.1 * Math.sqrt(0.4375)) / 0.75) * 0.5) / (Math.sqrt(0.75) + 1) +
          (((0.1 * Math.sqrt(0.578125)) / 0.875) * 0.25) / (Math.sqrt(0.8125) + 1),
      ],
    },
    {
      // Adam's first two moves, each after the weight was multiplied by 1 - 0.1 x 0.1.
      name: "adamw",
      parameters: { ...BETAS, epsilon: 1, weightDecay: 0.1 },
      last: null,
      expected: [
        0.99 - 0.05,
        0.94 * 0.99 - (((0.1 * Math.sqrt(0.4375)) / 0.75) * 0.5) / (Math.sqrt(0.75) + 1),
        (0.94 * 0.99 - (((0.1 * Math.sqrt(0.4375)) / 0.75) * 0.5) / (Math.sqrt(0.75) + 1)) * 0.99 -
          (((0.1 * Math.sqrt(0.578125)) / 0.875) * 0.25) / (0.75 + 1),
      ],
    },
    {
      // m as Adam's; u = 2, 1.5, max(1.125, 1)
      name: "adamax",
      parameters: { ...BETAS, epsilon: 1 },
      last: -1,
      expected: [
        1 - 0.2 / 3,
        1 - 0.2 / 3 - ((0.1 / 0.75) * 0.5) / 2.5,
        1 - 0.2 / 3 - ((0.1 / 0.75) * 0.5) / 2.5 + ((0.1 / 0.875) * 0.25) / 2.125,
      ],
    },
    {
      // The sign is that of 1, then of 0.5 x 0.5, then of 0.5 x 0.375 - 0.5; m = 0.5, 0.375
      name: "lion",
      parameters: BETAS,
      last: -1,
      expected: [0.9, 0.8, 0.9],
    },
    {
      // 1 x 0.99 - 0.1; 0.89 x 0.99 - 0.1; 0.7811 x 0.99 + 0.1
      name: "lion",
      parameters: { ...BETAS, weightDecay: 0.1 },
      last: -1,
      expected: [0.89, 0.7811, 0.873289],
    },
    {
      // m = 1, then 0.5 - 2; v = 1, then 0.75 + 4; the correction is that of step 3
      name: "lazy-adam",
      parameters: { ...BETAS, epsilon: 1 },
      last: -4,
      expected: [0.95, 0.95, 0.95 + (((0.1 * Math.sqrt(0.578125)) / 0.875) * 1.5) / (Math.sqrt(4.75) + 1)],
    },
  ])("$name $parameters", async ({ name, parameters, last, expected }) => {
    const optimizer = await bind(name, parameters);
    const after = weightsAfter(optimizer, { start: [1], gradients: [[2], [null], [last]] });
    after.forEach(([weight], step) => {
      expect(weight, `step ${step + 1}`).toBeCloseTo(expected[step]!, 12);
    });
  });
});

const positionOf = ({ learningRate }: Optimizer, step: number) => ({
  stepInChunk: step + 1,
  stepsBefore: 0,
  learningRate,
});

/** Decays and momenta other than the defaults, so that every part of each rule is tested. */
const VARIANTS = [
  ...optimizers.names.map((name) => ({ name, parameters: {} })),
  { name: "rmsprop", parameters: { momentum: 0.8 } },
  { name: "adamw", parameters: { weightDecay: 0.5, learningRate: 0.002 } },
  { name: "lion", parameters: { weightDecay: 0.3 } },
];

describe.each(VARIANTS)("$name $parameters", ({ name, parameters }) => {
  const gradients = [
    [2, null],
    [0.5, 1],
    [null, null],
    [null, -0.3],
    [-1, null],
    [null, 3],
    [0.1, 0.2],
  ];

  test("gives the same weights however the steps are split into chunks", async () => {
    const optimizer = await bind(name, parameters);
    const whole = weightsAfter(optimizer, { start: [1, -2], gradients }).at(-1)!;
    expect(whole[0]).not.toBe(1);
    for (const chunks of [
      [3, 4],
      [1, 1, 5],
      [2, 2, 2, 1],
    ]) {
      const cut = weightsAfter(optimizer, { start: [1, -2], gradients, chunks }).at(-1)!;
      cut.forEach((weight, row) => {
        expect(weight).toBeCloseTo(whole[row]!, 12);
      });
    }
  });

  test("scalars of the longest chunk stay within float32", async () => {
    const optimizer = await bind(name, parameters);
    const stepInChunk = Math.min(optimizer.maxStepsInChunk, 100_000);
    const scalars = optimizer.scalars({ stepInChunk, stepsBefore: 0, learningRate: optimizer.learningRate });
    for (const value of Object.values(scalars)) {
      expect(Number.isFinite(Math.fround(value))).toBe(true);
      expect(Math.fround(value)).not.toBe(0);
    }
  });

  test.each([
    { rates: "a constant rate", rateAt: () => 1 },
    { rates: "a falling rate", rateAt: (step: number) => 1 - step / 100 },
    { rates: "no rate at all", rateAt: (step: number) => (step < 3 ? 1 : 0) },
  ])("missed steps in closed form move a row as steps without a gradient do: $rates", async ({ rateAt }) => {
    const optimizer = await bind(name, parameters);
    const { missed } = optimizer;
    expect(missed).toBeDefined();
    const at = (step: number) => ({
      stepInChunk: step + 1,
      stepsBefore: 0,
      learningRate: optimizer.learningRate * rateAt(step),
    });
    const advance = (from: Weights, touching: number | null, first: number, count: number) =>
      Array.from({ length: count }, (_, index) => first + index).reduce(
        (state, step) => stepOnce(optimizer, state, [touching], at(step)),
        from,
      );
    const touched = advance(startingFrom(optimizer, [1]), 0.3, 0, 3);
    for (const count of [0, 1, 8, 60]) {
      const visited = advance(touched, null, 3, count).weight.data[0]!;
      const terms = Array.from({ length: count }, (_, index) => missed!.terms(at(3 + index)));
      const none = missed!.terms(at(0)).map(() => 0);
      const sums = terms.reduce((sum, own) => sum.map((value, term) => value + own[term]!), none);
      const factors = missed!.factors.map((factor) => plainTensor([1, 1], [factor(sums)]));
      const late = missed!.apply(plainOps, touched, factors).data[0]!;
      const moved = Math.abs(visited - touched.weight.data[0]!);
      expect(Math.abs(late - visited), `${count} steps`).toBeLessThanOrEqual(1e-4 * moved + 1e-15);
    }
  });

  test("where missed steps can include a step's own move, its terms and the slots after it give what the update gives", async () => {
    const optimizer = await bind(name, parameters);
    const missed = optimizer.missed!;
    const before = stepOnce(optimizer, startingFrom(optimizer, [1, -2]), [0.3, 2], positionOf(optimizer, 0));
    const after = stepOnce(optimizer, before, [-0.1, 0.1], positionOf(optimizer, 1));
    const terms = missed.terms(positionOf(optimizer, 1));
    const factors = missed.factors.map((factor) => plainTensor([1, 1], [factor(terms)]));
    const late = missed.apply(plainOps, { weight: before.weight, slots: after.slots }, factors);
    const isEqual = late.data.every((weight, row) => Math.abs(weight - after.weight.data[row]!) <= 1e-12);
    expect(isEqual).toBe(missed.includesOwnStep === true);
  });

  test("a gradient above clipNorm is scaled to it, all rows together, and one below is unchanged", async () => {
    const optimizer = await bind(name, parameters);
    const clipped = await bind(name, { ...parameters, clipNorm: 5 });
    const start = [1, -2];
    // |(6, 8)| = 10 is halved, |(3, 4)| = 5 is not; |(0, 0)| has no direction to be scaled in.
    const large = weightsAfter(clipped, {
      start,
      gradients: [
        [6, 8],
        [3, 4],
        [0, 0],
      ],
    });
    const halved = weightsAfter(optimizer, {
      start,
      gradients: [
        [3, 4],
        [3, 4],
        [0, 0],
      ],
    });
    large.flat().forEach((weight, index) => {
      expect(weight).toBeCloseTo(halved.flat()[index]!, 12);
    });
  });

  test("refuses an unknown parameter, and a norm of 0", async () => {
    await expect(bind(name, { learningRte: 1 })).rejects.toThrow(`optimizer ${name}: `);
    await expect(bind(name, { clipNorm: 0 })).rejects.toThrow(`optimizer ${name}: clipNorm`);
  });
});

test.each(["adamw", "lion"])("%s refuses a decay that would reduce a weight to 0", async (name) => {
  await expect(bind(name, { learningRate: 2, weightDecay: 0.5 })).rejects.toThrow(
    `optimizer ${name}: weightDecay: must be below 1 / learningRate, since a step removes learningRate x weightDecay of ` +
      "every weight, got 0.5 with learningRate 2; lower one of them",
  );
  expect((await bind(name, { learningRate: 2, weightDecay: 0.49 })).learningRate).toBe(2);
});

test("the closed form is offered only if its error stays below 1e-4", async () => {
  // Adamax: 0.9 / 0.01 x ln(0.999)^2 = 9e-5, and four times that at 0.998. AdamW: 90 x (rate x decay)^2 / 2.
  expect((await bind("adamax")).missed).toBeDefined();
  expect((await bind("adamax", { beta2: 0.998 })).missed).toBeUndefined();
  expect((await bind("adamw", { learningRate: 0.01, weightDecay: 0.1 })).missed).toBeDefined();
  expect((await bind("adamw", { learningRate: 0.01, weightDecay: 0.2 })).missed).toBeUndefined();
});

describe("TF.js' own optimizers agree", async () => {
  tfjsWasm.setWasmPaths(`${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  await tf.setBackend("wasm");
  await tf.ready();
  // Its Adam adds epsilon to the corrected root, Keras to the plain one: both agree if epsilon is negligible.
  test.each([
    { name: "sgd", parameters: {}, theirs: () => tf.train.sgd(0.1) },
    { name: "momentum", parameters: { momentum: 0.8 }, theirs: () => tf.train.momentum(0.1, 0.8) },
    { name: "nesterov", parameters: { momentum: 0.8 }, theirs: () => tf.train.momentum(0.1, 0.8, true) },
    { name: "rmsprop", parameters: { rho: 0.8, epsilon: 0.1 }, theirs: () => tf.train.rmsprop(0.1, 0.8, 0, 0.1) },
    {
      name: "rmsprop",
      parameters: { rho: 0.8, epsilon: 0.1, momentum: 0.7 },
      theirs: () => tf.train.rmsprop(0.1, 0.8, 0.7, 0.1),
    },
    { name: "adagrad", parameters: { initialAccumulator: 0.3 }, theirs: () => tf.train.adagrad(0.1, 0.3) },
    { name: "adam", parameters: { epsilon: 1e-12 }, theirs: () => tf.train.adam(0.1, 0.9, 0.999, 1e-12) },
    { name: "adamax", parameters: { epsilon: 0.1 }, theirs: () => tf.train.adamax(0.1, 0.9, 0.999, 0.1) },
  ])("$name $parameters", async ({ name, parameters, theirs }) => {
    const optimizer = await bind(name, { learningRate: 0.1, ...parameters });
    // The gradient of (w - 3)^2 / 2 and (w + 1)^2, twenty steps from (1, 2).
    const gradientAt = ([a, b]: readonly number[]) => [a! - 3, 2 * (b! + 1)];
    let state = startingFrom(optimizer, [1, 2]);
    const weights = tf.variable(tf.tensor1d([1, 2]));
    const reference = theirs();
    for (let step = 0; step < 20; step += 1) {
      const at = { stepInChunk: step + 1, stepsBefore: 0, learningRate: 0.1 };
      state = stepOnce(optimizer, state, gradientAt([...state.weight.data]), at);
      const tensor = tf.tensor1d(gradientAt([...(await weights.data())]));
      reference.applyGradients([{ name: weights.name, tensor }]);
    }
    const reached = await weights.data();
    expect(Math.abs(reached[0]! - 1)).toBeGreaterThan(0.1);
    expect(state.weight.data[0]).toBeCloseTo(reached[0]!, 4);
    expect(state.weight.data[1]).toBeCloseTo(reached[1]!, 4);
  });
});
