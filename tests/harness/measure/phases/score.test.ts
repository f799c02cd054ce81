import { expect, test } from "vitest";
import type { EncodedTexts, Session } from "../../../../harness/contract/index.ts";
import { correctBits, score } from "../../../../harness/measure/phases/score.ts";
import { REFERENCE_SPEC } from "../../../fixtures/models.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

/** Answers each text with the probability that its first word id stands for: id 20 is 0.2. */
function fakeSession(answer: (id: number) => number): Session {
  return {
    spec: { ...REFERENCE_SPEC, maxLength: 3 },
    predict: async (batch: EncodedTexts) =>
      Float32Array.from({ length: batch.rows }, (_, row) => answer(batch.ids[batch.offsets[row]!]!)),
    prove: () => Promise.reject(new Error("not asked")),
    close: async () => undefined,
  };
}

const side = (ids: number[], labels: number[]) => ({
  texts: encodedFrom(
    ids.map((id) => [id]),
    3,
  ),
  labels: Uint16Array.from(labels),
});

test("scores every side by hand", async () => {
  const corpus = {
    labels: ["no", "yes"],
    train: side([90, 10], [1, 1]),
    validation: side([60], [1]),
    // right: 0.8 as yes, 0.2 as no; wrong: 0.4 as yes, 0.6 as no
    test: side([80, 20, 40, 60], [1, 0, 1, 0]),
  };
  const quality = await score(
    fakeSession((id) => id / 100),
    corpus,
  );
  expect(quality.accuracy).toBe(0.5);
  expect(quality.trainAccuracy).toBe(0.5);
  expect(quality.validationAccuracy).toBe(1);
  expect(quality.testRows).toBe(4);
  // -(ln 0.8 + ln 0.8 + ln 0.4 + ln 0.4) / 4 = 0.5697
  expect(quality.loss).toBeCloseTo(0.5697, 4);
  expect(quality.f1).toBe(0.5); // precision 1/2, recall 1/2
  expect(Buffer.from(quality.correct, "base64")[0]).toBe(0b0011);
});

test("says null where no rows were held back", async () => {
  const test_ = side([80], [1]);
  const quality = await score(
    fakeSession(() => 0.9),
    { train: test_, validation: null, test: test_ },
  );
  expect(quality.validationAccuracy).toBeNull();
});

test("refuses a model that answers NaN", async () => {
  const rows = side([80, 20], [1, 0]);
  const broken = fakeSession((id) => (id === 20 ? Number.NaN : 0.5));
  await expect(score(broken, { train: rows, validation: null, test: rows })).rejects.toThrow(/NaN for row 1/);
});

test("the bitset has row 0 in the lowest bit and goes on in the next byte", () => {
  const labels = Uint16Array.from({ length: 10 }, () => 1);
  const predicted = Uint16Array.of(1, 0, 0, 0, 0, 0, 0, 1, 0, 1);
  expect([...Buffer.from(correctBits(predicted, labels), "base64")]).toEqual([0b10000001, 0b10]);
});
