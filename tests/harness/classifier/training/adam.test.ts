import { describe, expect, test } from "vitest";
import { adam } from "../../../../harness/classifier/training/optimizers/adam.ts";
import { type PlainTensor, plainOps, plainTensor } from "../../../../harness/classifier/training/plain-ops.ts";

/** Runs one row of two weights through the scaled form, in chunks of the given lengths. */
function scaledAdam(gradients: readonly (readonly [number, number] | null)[], chunks: readonly number[]): number[] {
  const optimizer = adam.bind({ learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 });
  let weight = plainTensor([2, 2], [1, 2, 0, 0]);
  let slots = { n: plainOps.zeros([2, 2]), s: plainOps.zeros([2, 2]) };
  let step = 0;
  let previous = 0;
  for (const length of chunks) {
    const factors = optimizer.rescale(previous);
    slots = {
      n: plainOps.mul(slots.n, plainTensor([1], [factors.n!])),
      s: plainOps.mul(slots.s, plainTensor([1], [factors.s!])),
    };
    for (let inChunk = 1; inChunk <= length; inChunk += 1) {
      const gradient = gradients[step]!;
      const at = optimizer.scalars({ stepInChunk: inChunk, stepsBefore: step - inChunk + 1, learningRate: 0.1 });
      const scalars = Object.fromEntries(Object.entries(at).map(([name, value]) => [name, plainTensor([1], [value])]));
      const group = {
        weight,
        slots,
        // A step without a gradient touches the spare row 1 instead.
        gradient: plainTensor([1, 2], gradient ?? [0, 0]),
        rows: plainTensor([1], [gradient === null ? 1 : 0]),
      };
      const next = optimizer.update(plainOps, group, scalars);
      weight = next.weight;
      slots = { n: next.slots.n!, s: next.slots.s! };
      step += 1;
    }
    previous = length;
  }
  return [...weight.data.slice(0, 2)];
}

/** Adam as in the paper, with Keras' epsilon, on one weight. */
function paperAdam(start: number, gradients: readonly number[]): number {
  let [w, m, v] = [start, 0, 0];
  gradients.forEach((g, index) => {
    const t = index + 1;
    m = 0.9 * m + 0.1 * g;
    v = 0.99 * v + 0.01 * g * g;
    w -= (0.1 * Math.sqrt(1 - 0.99 ** t) * m) / ((1 - 0.9 ** t) * (Math.sqrt(v) + 1e-3));
  });
  return w;
}

describe("adam", () => {
  test("the first step moves each weight by the rate against its gradient's sign", () => {
    // m = 0.1 g, v = 0.01 g^2: the step is 0.1 * sqrt(0.01) / 0.1 * 0.1 g / (0.1 |g| + 0.001)
    const [a, b] = scaledAdam([[2, -4]], [1]);
    expect(a).toBeCloseTo(1 - (0.1 * 0.2) / 0.201, 12);
    expect(b).toBeCloseTo(2 + (0.1 * 0.4) / 0.401, 12);
  });

  test("scaled moments give the paper's weights, rows without a gradient included, however the steps are cut", () => {
    const gradients = [[2, -4], [0.5, 1], null, null, [-1, 3], null, [0.1, 0.2]] as const;
    const column = (index: 0 | 1) => gradients.map((gradient) => gradient?.[index] ?? 0);
    const expected = [paperAdam(1, column(0)), paperAdam(2, column(1))];
    for (const chunks of [[7], [3, 4], [1, 1, 5], [2, 2, 2, 1]]) {
      const got = scaledAdam(gradients, chunks);
      expect(got[0]).toBeCloseTo(expected[0]!, 12);
      expect(got[1]).toBeCloseTo(expected[1]!, 12);
    }
  });

  test("missed steps of a rate next to nothing leave a row that has never had a gradient where it is", () => {
    const { missed } = adam.bind({});
    // 1e-323 x epsilon is 0 in float64.
    const sums = missed!.terms({ stepInChunk: 1, stepsBefore: 0, learningRate: 1e-323 });
    expect(sums).toEqual([expect.closeTo(0, 300), 0]);
    const factors = missed!.factors.map((factor) => plainTensor([1, 1], [factor(sums)]));
    const row = { weight: plainTensor([1, 1], [2]), slots: { n: plainOps.zeros([1, 1]), s: plainOps.zeros([1, 1]) } };
    expect([...missed!.apply(plainOps, row, factors).data]).toEqual([2]);
  });

  test("a chunk is short enough for undecayed sums to stay within 1e18", () => {
    expect(adam.bind({}).maxStepsInChunk).toBe(393); // 0.9^-393 = 9.6e17
    expect(adam.bind({ beta1: 0.8 }).maxStepsInChunk).toBe(185); // 0.8^-185 = 8.5e17
    expect(adam.bind({ beta1: 1e-20 }).maxStepsInChunk).toBe(1);
  });

  test.each([
    { gradient: 0.3, error: 1e-9 },
    // Gradients so small that epsilon dominates the divisor: the worst case of the closed form.
    { gradient: 1e-10, error: 3e-5 },
  ])(
    "steps that a row misses move it, in closed form, as steps without a gradient do: $gradient",
    ({ gradient, error }) => {
      const optimizer = adam.bind({});
      const at = (stepInChunk: number) => ({ stepInChunk, stepsBefore: 0, learningRate: 0.001 });
      const scalarsOf = (step: number) =>
        Object.fromEntries(
          Object.entries(optimizer.scalars(at(step))).map(([name, x]) => [name, plainTensor([1], [x])]),
        );
      const rows = plainTensor([1], [0]);
      const step = (
        group: { weight: PlainTensor; slots: Readonly<Record<string, PlainTensor>> },
        index: number,
        g: number,
      ) => optimizer.update(plainOps, { ...group, gradient: plainTensor([1, 1], [g]), rows }, scalarsOf(index));
      const zeros = { n: plainOps.zeros([1, 1]), s: plainOps.zeros([1, 1]) };
      const touched = step({ weight: plainTensor([1, 1], [0]), slots: zeros }, 1, gradient);
      let visited = touched;
      for (let index = 2; index <= 200; index += 1) visited = step(visited, index, 0);

      const { missed } = optimizer;
      const terms = Array.from({ length: 199 }, (_, index) => missed!.terms(at(index + 2)));
      const sums = [0, 1].map((term) => terms.reduce((sum, ofStep) => sum + ofStep[term]!, 0));
      const factors = missed!.factors.map((factor) => plainTensor([1, 1], [factor(sums)]));
      const late = missed!.apply(plainOps, touched, factors).data[0]!;
      const moved = visited.weight.data[0]! - touched.weight.data[0]!;
      expect(Math.abs(late - visited.weight.data[0]!)).toBeLessThan(error * Math.abs(moved));
      // The moments keep moving it by more than the first step did, so the comparison means something.
      expect(moved / touched.weight.data[0]!).toBeGreaterThan(1);
    },
  );

  test("a row that missed nothing does not move", () => {
    const { missed } = adam.bind({});
    const factors = missed!.factors.map((factor) => plainTensor([1, 1], [factor([0, 0])]));
    const zero = plainOps.zeros([1, 1]);
    const rows = { weight: plainTensor([1, 1], [0.5]), slots: { n: zero, s: zero } };
    expect([...missed!.apply(plainOps, rows, factors).data]).toEqual([0.5]);
  });

  test("offers the closed form only if its error stays below 1e-4", () => {
    // 0.9 / 0.01 x (ln(0.999) / 2)^2 = 2.3e-5; with 0.99 it is 2.3e-3; with b1 = 0.99 9900 x 2.5e-7 = 2.5e-3
    expect(adam.bind({}).missed).toBeDefined();
    expect(adam.bind({ beta2: 0.99 }).missed).toBeUndefined();
    expect(adam.bind({ beta1: 0.99 }).missed).toBeUndefined();
  });

  test("refuses invalid parameters", () => {
    expect(() => adam.bind({ beta1: 1 })).toThrow(/optimizer adam: beta1/);
    expect(() => adam.bind({ epsilon: 1e-40 })).toThrow(/optimizer adam: epsilon/);
    expect(() => adam.bind({ learningRte: 0.1 })).toThrow(/learningRte/);
  });
});
