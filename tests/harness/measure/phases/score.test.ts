import { expect, test } from "vitest";
import type { ScoredSide } from "../../../../harness/measure/phases/opened-model.ts";
import { type ScoreOptions, score as scoreOn } from "../../../../harness/measure/phases/score.ts";

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

test("of a batch's probabilities nothing is kept: a model that writes all of them into one array is scored as any other", async () => {
  // Row r is given class r % 3 with .7, the other two .2 and .1; its label is that of every second row, else the next one.
  const classes = 3;
  const labels = Uint16Array.from({ length: 600 }, (_, row) => (row + (row % 2)) % classes);
  const room = new Float32Array(256 * classes);
  const asked: number[] = [];
  const answered: ScoredSide = {
    labels,
    answer: async (start, end) => {
      asked.push(end - start);
      for (let row = start; row < end; row += 1)
        for (let output = 0; output < classes; output += 1)
          room[(row - start) * classes + output] = [0.7, 0.2, 0.1][(output - row + 3000) % classes]!;
      return room.subarray(0, (end - start) * classes);
    },
  };
  const corpus = { classes, positive: null, train: answered, validation: null, test: answered };
  const quality = await scoreOn(corpus, { nowMs: () => 0 });
  expect(quality).toMatchObject({ accuracy: 0.5, trainAccuracy: 0.5, testRows: 600 });
  // Half of the rows have probability .7, half .2.
  expect(quality.loss).toBeCloseTo(-(Math.log(0.7) + Math.log(0.2)) / 2, 6);
  // .3² + .2² + .1² = .14 and .7² + .8² + .1² = 1.14
  expect(quality.test!.brier).toBeCloseTo(0.64, 6);
  expect(quality.test!.calibrationError).toBeCloseTo(0.2, 6);
  expect(quality.test!.calibration).toEqual([[10, 600, 300, expect.closeTo(0.7, 6)]]);
  expect(asked).toEqual([256, 256, 88, 256, 256, 88]);
});

test("the probability of the label below a threshold is that of the first of two", async () => {
  // .85 as yes; .4 as yes from .3 on, with a probability of .4; .15 as no, with .85.
  const corpus = { train: side([80], [1]), validation: null, test: side([85, 40, 15], [1, 1, 0]) };
  const { test: onTest } = await score(
    scoredBy((id) => id / 100, corpus),
    0.3,
  );
  expect(onTest!.calibration!.map(([, rows, , confidence]) => [rows, confidence])).toEqual([
    [1, expect.closeTo(0.4, 6)],
    [2, expect.closeTo(0.85, 6)],
  ]);
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
