import { expect, test } from "vitest";
import { shareInterval } from "../../../../harness/base/statistics/share-interval.ts";
import { figureInterval, intervalsOf } from "../../../../harness/judge/analysis/figure-interval.ts";
import { accuracy } from "../../../../harness/judge/figures/catalogue/accuracy.ts";
import { cacheShare } from "../../../../harness/judge/figures/catalogue/cache-share.ts";
import { loss } from "../../../../harness/judge/figures/catalogue/loss.ts";
import { macroF1 } from "../../../../harness/judge/figures/catalogue/macro-f1.ts";
import { testRows } from "../../../../harness/judge/figures/catalogue/test-rows.ts";
import { textsPerSecond } from "../../../../harness/judge/figures/catalogue/texts-per-second.ts";
import { trainWallMs } from "../../../../harness/judge/figures/catalogue/train-wall-ms.ts";
import { unseenAccuracy } from "../../../../harness/judge/figures/catalogue/unseen-accuracy.ts";
import { usdPerMillionTexts } from "../../../../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import { validationAccuracy } from "../../../../harness/judge/figures/catalogue/validation-accuracy.ts";
import { figuresOf, pooledFigure, RECORD_FIGURES } from "../../../../harness/judge/figures/figures.ts";
import { analysisBy, rowsRight } from "../../../fixtures/analyses.ts";
import { bitset, corpusFacts } from "../../../fixtures/answers.ts";
import { makePlan, okRecord, okRun } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";

const { cells } = makePlan({ axes: { quantization: ["float32"] }, seeds: [1, 2, 3] });
const [first] = cells;

test("the accuracy of one training is as sure as 99 rows tell it", () => {
  // 86 of 100 rows; the mean's squared error is p (1 - p) / 99.
  const interval = figureInterval(accuracy, [okRun(first!, { correct: rowsRight(86) })])!;
  const exact = shareInterval(0.86 * 99, 99);
  expect(interval.method).toBe("rows");
  expect(interval.low).toBeCloseTo(exact.low, 9);
  expect(interval.high).toBeCloseTo(exact.high, 9);
});

test("trainings that are right on other rows know it better, those that differ know it worse", () => {
  const width = (rights: readonly boolean[][]) => {
    const { low, high } = figureInterval(
      accuracy,
      rights.map((correct, index) => okRun(cells[index]!, { correct })),
    )!;
    return high - low;
  };
  const rotated = (by: number) => Array.from({ length: 100 }, (_, row) => (row + by) % 100 < 80);
  const same = width([rotated(0), rotated(0), rotated(0)]);
  expect(width([rotated(0), rotated(20), rotated(40)])).toBeLessThan(same);
  expect(width([rowsRight(70), rowsRight(80), rowsRight(90)])).toBeGreaterThan(2 * same);
});

test("the interval on unseen texts is that of the unseen rows", () => {
  const seen = rowsRight(50);
  const corpus = { ...corpusFacts({ testRows: 100 }), seenRows: 50, seen: bitset(seen) };
  const interval = figureInterval(unseenAccuracy, [okRun(first!, { correct: rowsRight(90), corpus })])!;
  // 40 of 50.
  const exact = shareInterval(0.8 * 49, 49);
  expect(interval.low).toBeCloseTo(exact.low, 9);
  expect(interval.high).toBeCloseTo(exact.high, 9);
});

test("validation accuracy has one where the rows were kept, else that of the trainings", () => {
  const answers = { labels: [0, 1, 0, 1], predictions: [0, 1, 0, 0] };
  const kept = figureInterval(validationAccuracy, [okRun(first!, { validation: answers })])!;
  expect(kept.low).toBeCloseTo(shareInterval(2.25, 3).low, 9);
  const runs = [0.8, 0.84, 0.88].map((share, index) => okRun(cells[index]!, { validationAccuracy: share }));
  // 0.84 ± 4.3027 × 0.04 / √3
  expect(figureInterval(validationAccuracy, runs)!.low).toBeCloseTo(0.84 - 0.09937, 5);
  expect(figureInterval(validationAccuracy, runs.slice(0, 1))).toBeNull();
});

test("macro F1 lies within its interval, which lies within 0 and 1", () => {
  const labels = Array.from({ length: 60 }, (_, row) => row % 3);
  const predictions = labels.map((label, row) => (row % 7 === 0 ? (label + 1) % 3 : label));
  const run = okRun(first!, { test: { labels, predictions } });
  const { low, high } = figureInterval(macroF1, [run])!;
  expect(low).toBeLessThan(run.quality.test!.macroF1);
  expect(high).toBeGreaterThan(run.quality.test!.macroF1);
  expect([low >= 0, high <= 1]).toEqual([true, true]);
});

test("figures of samples have the order statistics of the rounds, figures of runs Student's t", () => {
  const record = okRecord(first!, {});
  const samples = [1, 2, 3, 4, 5, 6].map((costs, index) => ({ ...sampleOf(record, index + 1, costs), seed: 1 }));
  const run = { ...okRun(first!), samples };
  const speed = record.usage.serve.textsPerSecond;
  expect(figureInterval(textsPerSecond, [run])).toEqual({ low: speed / 6, high: speed, method: "order-statistics" });
  const times = [1100, 1200, 1300].map((ms, index) => okRun(cells[index]!, { trainWallMs: ms }));
  expect(figureInterval(trainWallMs, times)!.method).toBe("student-t");
});

test("samples that a round repeats of one work, however many, make nothing surer", () => {
  const record = okRecord(first!, {});
  const inRounds = (perRound: number) =>
    [1, 2, 3, 4, 5, 6].flatMap((costs, index) =>
      Array.from({ length: perRound }, () => ({ ...sampleOf(record, index + 1, costs), seed: 1 })),
    );
  const intervalOf = (perRound: number) =>
    figureInterval(usdPerMillionTexts, [{ ...okRun(first!), samples: inRounds(perRound) }]);
  expect(intervalOf(4)).toEqual(intervalOf(1));
});

test("a median that most rounds do not have is still in its interval", () => {
  const record = okRecord(first!, {});
  // Three rounds of 9 samples at 1, and eight of one at 2: the median of the rounds is 2, that of the samples 1.
  const counts = [9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1];
  const samples = counts.flatMap((count, index) =>
    Array.from({ length: count }, () => ({ ...sampleOf(record, index + 1, count === 9 ? 1 : 2), seed: 1 })),
  );
  const speed = record.usage.serve.textsPerSecond;
  const { low, high } = figureInterval(textsPerSecond, [{ ...okRun(first!), samples }])!;
  expect([low, high]).toEqual([speed / 2, speed]);
});

test("one value, a constant and a text have none", () => {
  const run = okRun(first!, { correct: rowsRight(86) });
  expect([loss, testRows, trainWallMs].map((figure) => figureInterval(figure, [run]))).toEqual([null, null, null]);
  expect(figureInterval(loss, [])).toBeNull();
});

test("an interval goes below 0 only where a value does, and one of shares not above 1", () => {
  // Student's t of two values: 12.706 standard errors, which are half of what is between them.
  const savedBy = (shares: readonly number[]) =>
    figureInterval(
      cacheShare,
      shares.map((share, index) => {
        const run = okRun(cells[index]!);
        return { ...run, usage: { ...run.usage, repeatedText: { variedP50Ms: 1, sameP50Ms: 1 - share } } };
      }),
    )!;
  // 0.1 less 12.706 times 0.1.
  expect(savedBy([0, 0.2]).low).toBe(0);
  expect(savedBy([-0.1, -0.2]).low).toBeCloseTo(-0.15 - 12.706 * 0.05, 4);
  expect(savedBy([-0.1, -0.2]).high).toBeCloseTo(-0.15 + 12.706 * 0.05, 4);
  expect(savedBy([0.9, 0.5]).high).toBe(1);
});

test("every figure's middle lies within its interval", () => {
  const { configurations } = analysisBy((_, scheme, seed) => ({
    correct: rowsRight(scheme === "int4" ? 80 + seed : 85),
    usdPerMillionTexts: 0.001 * seed,
    trainWallMs: 1000 + 40 * seed,
  }));
  for (const { intervals, figures, cells: own } of configurations) {
    const runs = own.flatMap(({ run }) => run ?? []);
    expect(intervals).toEqual(intervalsOf(runs, figuresOf(runs)));
    expect(intervals.size).toBeGreaterThan(10);
    for (const figure of RECORD_FIGURES) {
      const interval = intervals.get(figure.name);
      const value = pooledFigure(figures!, figure);
      if (interval === undefined || value === null || typeof value !== "object") continue;
      expect(interval.low, figure.name).toBeLessThanOrEqual(value.middle);
      expect(interval.high, figure.name).toBeGreaterThanOrEqual(value.middle);
    }
  }
});
