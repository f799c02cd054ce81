import { expect, test } from "vitest";
import type { ScoredSide } from "../../../../harness/measure/phases/opened-model.ts";
import { correctBits, type ScoreOptions, score as scoreOn } from "../../../../harness/measure/phases/score.ts";

const score = (corpus: ReturnType<typeof scoredBy>, threshold?: ScoreOptions["threshold"]) =>
  scoreOn(corpus, { threshold, nowMs: () => 0 });

type Side = { readonly ids: readonly number[]; readonly labels: Uint16Array };

const side = (ids: readonly number[], labels: readonly number[]): Side => ({ ids, labels: Uint16Array.from(labels) });

/** Two classes, and a model that predicts for each row the probability given by its id. */
function scoredBy(
  probability: (id: number) => number,
  corpus: { readonly train: Side; readonly validation: Side | null; readonly test: Side },
) {
  const scored = ({ ids, labels }: Side): ScoredSide => ({
    labels,
    answer: async (start, end) => Float32Array.from(ids.slice(start, end), probability),
  });
  return {
    classes: 2,
    positive: null,
    train: scored(corpus.train),
    validation: corpus.validation && scored(corpus.validation),
    test: scored(corpus.test),
  };
}

test("scores training, validation and test rows, as worked by hand", async () => {
  const corpus = {
    train: side([90, 10], [1, 1]),
    validation: side([60], [1]),
    // right: 0.8 as yes, 0.2 as no; wrong: 0.4 as yes, 0.6 as no
    test: side([80, 20, 40, 60], [1, 0, 1, 0]),
  };
  const quality = await score(scoredBy((id) => id / 100, corpus));
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
  const corpus = scoredBy((id) => id / 100, {
    train: side([30], [1]),
    validation: side([20, 30, 60], [0, 1, 1]),
    test: side([80, 35, 20], [1, 0, 0]),
  });
  const fixed = await score(corpus, 0.3);
  expect(fixed).toMatchObject({ threshold: 0.3, trainAccuracy: 1, validationAccuracy: 1 });
  // .8 and .35 are given "yes", of which one has it.
  expect(fixed.test).toMatchObject({ perClass: { precision: [1, 0.5], recall: [0.5, 1] } });
  const chosen = await score(corpus, { recall: 1 });
  expect(chosen.threshold).toBeCloseTo(0.3, 6);
  expect((await score(corpus)).threshold).toBeUndefined();
});

test("gives null without validation rows", async () => {
  const test_ = side([80], [1]);
  const quality = await score(scoredBy(() => 0.9, { train: test_, validation: null, test: test_ }));
  expect(quality.validationAccuracy).toBeNull();
});

test("refuses a model that predicts NaN", async () => {
  const rows = side([80, 20], [1, 0]);
  const broken = scoredBy((id) => (id === 20 ? Number.NaN : 0.5), { train: rows, validation: null, test: rows });
  await expect(score(broken)).rejects.toThrow(/NaN for row 1/);
});

test("the bitset has row 0 in the lowest bit and continues in the next byte", () => {
  const labels = Uint16Array.from({ length: 10 }, () => 1);
  const predicted = Uint16Array.of(1, 0, 0, 0, 0, 0, 0, 1, 0, 1);
  expect([...Buffer.from(correctBits(predicted, labels), "base64")]).toEqual([0b10000001, 0b10]);
});

test("a model that would take more than 20 seconds for the training rows is scored on 1,000 of them, of each class its share", async () => {
  const rows = (count: number) => side(Array(count).fill(60), [0, ...Array(count - 1).fill(1)]);
  const corpus = (train: number) => ({ train: rows(train), validation: null, test: rows(10) });
  // Test rows at 10 ms each: 2,000 training rows take exactly 20 s.
  const scored = async (train: number) => {
    let atMs = 0;
    const answered: number[] = [];
    const { train: trainSide, test: testSide, ...rest } = scoredBy((id) => id / 100, corpus(train));
    const noting = (own: ScoredSide, note: boolean): ScoredSide => ({
      ...own,
      answer: async (start, end) => {
        atMs += (end - start) * 10;
        if (note) answered.push(end - start);
        return own.answer(start, end);
      },
    });
    const sides = { train: noting(trainSide, true), test: noting(testSide, false) };
    const quality = await scoreOn({ ...rest, ...sides }, { nowMs: () => atMs });
    return { quality, answered: answered.reduce((sum, count) => sum + count, 0) };
  };
  const all = await scored(2000);
  expect(all).toMatchObject({ answered: 2000, quality: { trainAccuracy: 1999 / 2000 } });
  expect(all.quality.trainRows).toBeUndefined();
  // The single row of the first class is the first of its class: every beginning has it.
  expect(await scored(2001)).toMatchObject({ answered: 1000, quality: { trainRows: 1000, trainAccuracy: 0.999 } });
});
