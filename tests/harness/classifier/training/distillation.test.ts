import { expect, test } from "vitest";
import { sliceTexts } from "../../../../harness/classifier/text/encoded-texts.ts";
import { distilledLoss, soften, softTargetsOf } from "../../../../harness/classifier/training/distillation.ts";
import type { ModelSpec } from "../../../../harness/contract/index.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

/** One word, whose logit is the kernel's only weight. */
const SPEC: ModelSpec = { vocabulary: 3, maxLength: 1, embedding: 1, hidden: [], pooling: "all", classes: 2 };
const TEXTS = encodedFrom([[2]], 1);

function teacher(logit: number) {
  const weights = { embedding: [0, 0, 1], "output.kernel": [logit], "output.bias": [0] };
  return {
    spec: SPEC,
    weights: new Map(Object.entries(weights).map(([name, values]) => [name, Float32Array.from(values)])),
  };
}

test("a temperature of 2 halves the logits before the sigmoid", () => {
  expect(softTargetsOf([teacher(2)], TEXTS, 1)[0]).toBeCloseTo(0.8808, 4); // sigmoid(2)
  expect(softTargetsOf([teacher(2)], TEXTS, 2)[0]).toBeCloseTo(0.7311, 4); // sigmoid(1)
});

test("an ensemble predicts the mean of its softened probabilities, not the probability of its mean logit", () => {
  // (sigmoid(1) + sigmoid(0)) / 2; the mean logit would give sigmoid(0.5) = 0.6225
  expect(softTargetsOf([teacher(2), teacher(0)], TEXTS, 2)[0]).toBeCloseTo(0.6155, 4);
});

test("texts in parts have the predictions of all together, bit for bit", () => {
  const texts = encodedFrom([[2], [], [2], [1]], 1);
  const teachers = [teacher(0.3), teacher(-1.7)];
  const parts = [0, 1, 2, 3].flatMap((row) => [...softTargetsOf(teachers, sliceTexts(texts, row, row + 1), 3)]);
  expect(parts).toEqual([...softTargetsOf(teachers, texts, 3)]);
});

test("a softmax is softened and averaged unit by unit", () => {
  const spec = { ...SPEC, classes: 3 };
  const weights = { embedding: [0, 0, 1], "output.kernel": [2 * Math.LN2, 0, 0], "output.bias": [0, 0, 0] };
  const sure = new Map(Object.entries(weights).map(([name, values]) => [name, Float32Array.from(values)]));
  const even = new Map([...sure, ["output.kernel", new Float32Array(3)] as const]);
  const teachers = [
    { spec, weights: sure },
    { spec, weights: even },
  ];
  // At temperature 2 the first predicts 2/4, 1/4, 1/4, and the second 1/3 each.
  const expected = [5 / 12, 7 / 24, 7 / 24];
  [...softTargetsOf(teachers, TEXTS, 2)].forEach((value, unit) => {
    expect(value).toBeCloseTo(expected[unit]!, 6);
  });
});

test("the loss has both parts, but only the soft one for a text without a label", () => {
  const batch = (labelShare: number) => ({
    rows: new Int32Array(0),
    pairText: new Int32Array(0),
    pairRow: new Int32Array(0),
    pairWeight: new Float32Array(0),
    targets: Float32Array.of(1),
    textWeight: Float32Array.of(1),
    extras: { softTargets: Float32Array.of(0.75), labelShare: Float32Array.of(labelShare) },
  });
  const loss = (labelShare: number) =>
    distilledLoss(Float32Array.of(0), batch(labelShare), { mix: 0.5, temperature: 2 }, 1);
  // At logit 0 every cross-entropy is ln 2: 0.5 x ln 2 + 0.5 x 4 x ln 2
  expect(loss(0.5)).toBeCloseTo(2.5 * Math.LN2, 12);
  expect(loss(0)).toBeCloseTo(2 * Math.LN2, 12);
});

test("probabilities are softened as the logits that they stand for would be", () => {
  // sigmoid(2) to sigmoid(1)
  expect(soften(Float32Array.of(0.880797, 0.5), 1, 2)[0]).toBeCloseTo(0.731059, 5);
  // Of 0.8, 0.1 and 0.1, the square roots are as 0.8944, 0.3162 and 0.3162.
  const softened = soften(Float32Array.of(0.8, 0.1, 0.1), 3, 2);
  expect([...softened].map((share) => Number(share.toFixed(4)))).toEqual([0.5858, 0.2071, 0.2071]);
});

test("what is certain stays finite, and is certain at any temperature near 1", () => {
  const [never, always] = soften(Float32Array.of(0, 1), 1, 1);
  expect(never).toBeCloseTo(0, 6);
  expect(always).toBeCloseTo(1, 6);
  expect([...soften(Float32Array.of(1, 0, 0), 3, 1)].every(Number.isFinite)).toBe(true);
});
