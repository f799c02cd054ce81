import { expect, test } from "vitest";
import type { EncodedTexts, Session } from "../../../../harness/contract/index.ts";
import { correctBits, score } from "../../../../harness/measure/phases/score.ts";
import { REFERENCE_SPEC } from "../../../fixtures/models.ts";
import { encodedFrom } from "../../../fixtures/texts.ts";

/** Predicts for each text the probability given by its first word id: id 20 is 0.2. */
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

test("scores training, validation and test rows, as worked by hand", async () => {
  const corpus = {
    labels: ["no", "yes"],
    train: side([90, 10], [1, 1]),
    positive: null,
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
  const half = [0.5, 0.5];
  expect(quality.test).toMatchObject({ rows: 4, macroF1: 0.5, perClass: { precision: half, recall: half, f1: half } });
  expect(Buffer.from(quality.correct, "base64")[0]).toBe(0b0011);
});

test("a threshold decides what is given the positive label, on every side", async () => {
  const session = fakeSession((id) => id / 100);
  const corpus = {
    positive: null,
    train: side([30], [1]),
    validation: side([20, 30, 60], [0, 1, 1]),
    test: side([80, 35, 20], [1, 0, 0]),
  };
  const fixed = await score(session, corpus, 0.3);
  expect(fixed).toMatchObject({ threshold: 0.3, trainAccuracy: 1, validationAccuracy: 1 });
  // .8 and .35 are given "yes", of which one has it.
  expect(fixed.test).toMatchObject({ perClass: { precision: [1, 0.5], recall: [0.5, 1] } });
  const chosen = await score(session, corpus, { recall: 1 });
  expect(chosen.threshold).toBeCloseTo(0.3, 6);
  expect((await score(session, corpus)).threshold).toBeUndefined();
});

test("gives null without validation rows", async () => {
  const test_ = side([80], [1]);
  const quality = await score(
    fakeSession(() => 0.9),
    { train: test_, positive: null, validation: null, test: test_ },
  );
  expect(quality.validationAccuracy).toBeNull();
});

test("refuses a model that predicts NaN", async () => {
  const rows = side([80, 20], [1, 0]);
  const broken = fakeSession((id) => (id === 20 ? Number.NaN : 0.5));
  await expect(score(broken, { train: rows, positive: null, validation: null, test: rows })).rejects.toThrow(
    /NaN for row 1/,
  );
});

test("the bitset has row 0 in the lowest bit and continues in the next byte", () => {
  const labels = Uint16Array.from({ length: 10 }, () => 1);
  const predicted = Uint16Array.of(1, 0, 0, 0, 0, 0, 0, 1, 0, 1);
  expect([...Buffer.from(correctBits(predicted, labels), "base64")]).toEqual([0b10000001, 0b10]);
});
