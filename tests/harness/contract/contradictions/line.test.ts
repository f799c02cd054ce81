import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contradictionIn } from "../../../../harness/contract/contradictions/line.ts";
import type { OkRecord } from "../../../../harness/contract/index.ts";
import { packRows } from "../../../../harness/contract/outcome-rows.ts";
import { readRunLines } from "../../../../harness/contract/run-folder.io.ts";
import { answers, bitset, corpusFacts } from "../../../fixtures/answers.ts";
import { makePlan, okRecord, quantRun, taughtRecord, troubledRun } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";
import { simulatedRun } from "../../../fixtures/simulated-runs.ts";
import { sizedRun } from "../../../fixtures/sized-run.ts";

const FIXTURES = join(import.meta.dirname, "..", "..", "..", "fixtures");
const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
/** Three of four of label 0 are right, and two of four of label 1: 5 of 8. */
const record = okRecord(cell!, {
  test: answers([0, 0, 3], [0, 1, 1], [1, 0, 2], [1, 1, 2]),
  validation: answers([0, 0, 1], [1, 1, 1]),
  usdPerHour: 3.6,
  usdPerMillionTexts: 1,
});
const { quality, usage, cost, corpus, training } = record;
const withQuality = (changed: Partial<OkRecord["quality"]>) => ({ ...record, quality: { ...quality, ...changed } });
const withTest = (changed: Partial<NonNullable<OkRecord["quality"]["test"]>>) =>
  withQuality({ test: { ...quality.test!, ...changed } });
const withUsage = (changed: Partial<OkRecord["usage"]>) => ({ ...record, usage: { ...usage, ...changed } });
const withServe = (changed: Partial<OkRecord["usage"]["serve"]>) =>
  withUsage({ serve: { ...usage.serve, ...changed } });
const withCost = (changed: Partial<OkRecord["cost"]>) => ({ ...record, cost: { ...cost, ...changed } });
const withCorpus = (changed: Partial<NonNullable<OkRecord["corpus"]>>) => ({
  ...record,
  corpus: { ...corpus!, ...changed },
});

test("a record whose figures agree contradicts itself nowhere", () => {
  expect(contradictionIn(record)).toBeNull();
  expect(contradictionIn(taughtRecord(cell!))).toBeNull();
});

describe("what its rows and their counts say", () => {
  const five = bitset([true, true, true, false, false, false, true, true]);
  test.each([
    [
      withQuality({ accuracy: 0.75 }),
      "quality.accuracy: must be 0.625, the share of rows that are right in quality.correct, got 0.75",
    ],
    [withQuality({ correct: "" }), "quality.correct: must have 1 bytes for 8 rows, got 0"],
    [withQuality({ correct: "////" }), "quality.correct: must have 1 bytes for 8 rows, got 3"],
    [withQuality({ testRows: 7 }), "quality.correct: must have bits for 7 rows alone, got more"],
    // The same number of other rows: the first of label 1 in place of the last of label 0.
    [
      withQuality({ correct: bitset([true, true, false, true, false, false, true, true]) }),
      "quality.correct: must say of row 2 what quality.test does",
    ],
    [withQuality({ loss: 0.5 }), "quality.loss: must be 0.35, as quality.test.loss, got 0.5"],
    // F1 of label 0 is 2 x 3 / (4 + 5), of label 1 2 x 2 / (4 + 3).
    [withQuality({ f1: 0.5 }), `quality.f1: must be ${(2 / 3 + 4 / 7) / 2}, as quality.test.macroF1, got 0.5`],
    [withQuality({ positive: 1 }), /^quality\.f1: must be 0\.571428571428571\d*, that of the positive label, got /],
    [
      withQuality({ validationAccuracy: 0.5 }),
      "quality.validationAccuracy: must be 1, as quality.validation.accuracy, got 0.5",
    ],
    [
      withQuality({ membership: { auc: 0.5, aucStandardError: 0.1, advantage: 0, members: 5, others: 9 } }),
      "quality.membership.others: must be 8, the number of test rows, got 9",
    ],
    [
      withTest({ accuracy: 0.875 }),
      "quality.test.accuracy: must be 0.625, as quality.test.confusion has it, got 0.875",
    ],
    [withTest({ balancedAccuracy: 0.6 }), /^quality\.test\.balancedAccuracy: must be 0\.625, .* got 0\.6$/],
    [
      withTest({ perClass: { ...quality.test!.perClass, recall: [0.75, 0.75] } }),
      "quality.test.perClass.recall[1]: must be 0.5, as quality.test.confusion has it, got 0.75",
    ],
    [
      withTest({ perClass: { ...quality.test!.perClass, precision: [0.6, null] } }),
      /^quality\.test\.perClass\.precision\[1\]: must be 0\.66666666\d*, as quality\.test\.confusion has it, got null$/,
    ],
    [
      withTest({ calibration: [[14, 8, 6, 0.9]] }),
      "quality.test.calibration: must be 5, the rows that are right in quality.test.confusion, got 6",
    ],
    // One row more of label 0 is taken for 1, and one less of label 1, so that all scores stay.
    [
      withTest(
        packRows(
          {
            labels: Uint16Array.of(0, 0, 0, 0, 1, 1, 1, 1),
            predictions: Uint16Array.of(0, 0, 1, 1, 1, 1, 1, 0),
          },
          2,
        ),
      ),
      "quality.test.confusion: must count the rows of labels and predictions, [[0,0,2],[0,1,2],[1,0,1],[1,1,3]], " +
        "got [[0,0,3],[0,1,1],[1,0,2],[1,1,2]]",
    ],
    [withTest({ labels: "AAAA" }), /^quality\.test\.labels: the labels of /],
  ])("%#", (contradictory, problem) => {
    expect(quality.correct).toBe(five);
    expect(contradictionIn(contradictory)).toMatch(problem);
  });
});

describe("what it says of its texts and its training", () => {
  test.each([
    [
      withCorpus({ rows: { train: 160, validation: 20, test: 9 } }),
      "corpus.rows.test: must be 8, as quality.testRows, got 9",
    ],
    [withCorpus({ seenRows: 1 }), "corpus.seenRows: must be 0, the rows of corpus.seen, got 1"],
    [
      withCorpus({ nearDuplicates: 9 }),
      "corpus.nearDuplicates: must be at most 8, the test rows that are no copies, got 9",
    ],
    [
      withCorpus({ cutRows: { train: 0, validation: 21, test: 0 } }),
      "corpus.cutRows.validation: must be at most 20, as corpus.rows.validation, got 21",
    ],
    [
      withCorpus({ testWords: { read: 10, unknown: 11 } }),
      "corpus.testWords.unknown: must be at most 10, all words that are read, got 11",
    ],
    [
      withCorpus({ vectorWords: { vocabulary: 10, found: 11 } }),
      "corpus.vectorWords.found: must be at most 10, all words of the vocabulary, got 11",
    ],
    [
      { ...record, training: { ...training, history: [{ ...training.history[0]!, trainWallMs: 1300 }] } },
      "training.history[0].trainWallMs: must be at most 1200, as usage.trainWallMs, got 1300",
    ],
    [
      { ...record, training: { ...training, history: [{ ...training.history[0]!, epoch: 2 }] } },
      "training.history[0].epoch: must be 1, one after the other, got 2",
    ],
    [
      { ...record, training: { ...training, stopped: { epoch: 1, bestEpoch: 2, plannedEpochs: 10, savedSteps: 9 } } },
      "training.stopped.bestEpoch: must be at most 1, the last epoch, got 2",
    ],
  ])("%#", (contradictory, problem) => {
    expect(contradictionIn(contradictory)).toBe(problem);
  });

  test("facts that older schemas lack are not missed", () => {
    expect(contradictionIn({ ...record, corpus: null })).toBeNull();
    expect(contradictionIn(withQuality({ test: null, validation: null, f1: 0.1 }))).toBeNull();
    expect(contradictionIn({ ...record, corpus: { ...corpusFacts({ testRows: 8 }), cutRows: null } })).toBeNull();
  });
});

describe("what its times, rates, bytes and dollars say", () => {
  test.each([
    [withServe({ p50Ms: 0.2 }), "usage.serve.p50Ms: must be at most 0.096, as p90Ms, got 0.2"],
    // 1,000 texts/s at $3.60 an hour are $1 a million.
    [
      withServe({ textsPerSecond: 2000 }),
      "usage.serve.textsPerSecond: must be at most 1000, as textsPerSecondRange[1], got 2000",
    ],
    [
      withServe({ textsPerSecond: 500 }),
      "usage.serve.textsPerSecondRange[0]: must be at most 500, as textsPerSecond, got 1000",
    ],
    // Of 700 queries 350 take the median or longer, and 7 the 99th percentile.
    [
      withServe({ measuredMs: 21 }),
      "usage.serve.p50Ms: must be at most 0.06, measuredMs by the 350 queries that took longer, got 0.08",
    ],
    [
      withServe({ p99Ms: 300 }),
      /^usage\.serve\.p99Ms: must be at most 285\.714\d*, measuredMs by the 7 queries that took longer, got 300$/,
    ],
    [
      withUsage({ trainWallMs: 2500 }),
      "usage.trainWallMs: must be at most 2400, as usage.processWallMs.train, got 2500",
    ],
    [
      withUsage({ compressWallMs: 301 }),
      "usage.compressWallMs: must be at most 300, as usage.processWallMs.compress, got 301",
    ],
    [
      withServe({ measuredMs: 3300 }),
      "usage.serve.measuredMs: must be at most 3200, as usage.processWallMs.serve, got 3300",
    ],
    [
      withUsage({ artifactBytes: 641_000 }),
      "usage.modelBytes: must be at most 641000, as usage.artifactBytes, got 642000",
    ],
    // 642,000 bytes, a thousandth more and 4,096 for headers.
    [
      withUsage({ modelGzipBytes: 700_000 }),
      "usage.modelGzipBytes: must be at most 646738, as usage.modelBytes allows, got 700000",
    ],
    [
      withCost({ usdPerMillionTexts: 0 }),
      "cost.usdPerMillionTexts: must be 1, cost.price.usdPerHour by usage.serve.textsPerSecond, got 0",
    ],
    // 1,200 ms of 3,600,000 at $3.60.
    [
      withCost({ trainUsd: 0.0013 }),
      "cost.trainUsd: must be 0.0012, the times of usage by cost.price.usdPerHour, got 0.0013",
    ],
    // 1,200 + 12 + 2,000 ms.
    [
      withCost({ runUsd: 0.0012 }),
      "cost.runUsd: must be 0.003212, the times of usage by cost.price.usdPerHour, got 0.0012",
    ],
    [withCost({ teacherUsd: 1 }), "cost.teacherUsd: must be 0, the times of usage by cost.price.usdPerHour, got 1"],
    // 5.9 s of processes, of which the offer bills a minute at least.
    [
      withCost({ billedUsd: 0.05 }),
      "cost.billedUsd: must be at least 0.06, usage.processWallMs as cost.price bills it, got 0.05",
    ],
    [
      withCost({ billedUsd: 0.0611 }),
      /^cost\.billedUsd: must be at most 0\.06\d+, usage\.processWallMs as cost\.price bills it, got 0\.0611$/,
    ],
  ])("%#", (contradictory, problem) => {
    expect(contradictionIn(contradictory)).toMatch(problem);
  });

  test("teachers cannot train for longer than their processes ran", () => {
    const taught = taughtRecord(cell!);
    const teaching = { ...taught.usage.teaching!, processWallMs: 600 };
    expect(contradictionIn({ ...taught, usage: { ...taught.usage, teaching } })).toBe(
      "usage.teaching.trainWallMs: must be at most 600, as usage.teaching.processWallMs, got 700",
    );
  });

  test("texts one after the other are as many as their time allows", () => {
    const [streamed] = makePlan({ axes: { "serving.scenario": ["single-stream"] }, seeds: [1] }).cells;
    const stream = okRecord(streamed!, { usdPerHour: 3.6, usdPerMillionTexts: 1 });
    expect(contradictionIn(stream)).toBeNull();
    // 700 in 700 ms are 1,000 a second; in 1,400 ms they are not.
    const serve = { ...stream.usage.serve, measuredMs: 1400 };
    expect(contradictionIn({ ...stream, usage: { ...stream.usage, serve } })).toBe(
      "usage.serve.textsPerSecond: must be 500, queries one after the other in measuredMs, got 1000",
    );
  });

  test("a rate under a bound is one that was tried and met", () => {
    const [loaded] = makePlan({ axes: { "serving.scenario": ["http"] }, seeds: [1] }).cells;
    const served = okRecord(loaded!, { usdPerHour: 3.6, usdPerMillionTexts: 1, p50Ms: 4, p99Ms: 9 });
    const trial = { perSecond: 1000, requests: 700, p50Ms: 4, p99Ms: 9, isMet: true };
    const load = {
      ...{ p99BoundMs: 10, unmetPerSecond: 1030, lateP99Ms: 0.1, bytesPerRequest: 500, senderCpuShare: 0.5 },
      trials: [trial],
    };
    // Requests wait at the same time, so that their latencies may add up to more than the time.
    const serve = { ...served.usage.serve, measuredMs: 700, load };
    const found = { ...served, usage: { ...served.usage, serve } };
    const withLoad = (changed: Partial<typeof load>) => ({
      ...found,
      usage: { ...found.usage, serve: { ...serve, load: { ...load, ...changed } } },
    });
    expect(contradictionIn({ ...found, cost: { ...found.cost, runUsd: (3.6 * 1912) / 3_600_000 } })).toBeNull();
    expect(contradictionIn(withLoad({ p99BoundMs: 8 }))).toBe(
      "usage.serve.load.p99BoundMs: must be 10, as the experiment's serving, got 8",
    );
    expect(contradictionIn(withLoad({ trials: [{ ...trial, isMet: false }] }))).toBe(
      "usage.serve.textsPerSecond: must be the rate of a load that was met, of usage.serve.load.trials, got 1000",
    );
    expect(contradictionIn({ ...found, usage: { ...found.usage, serve: { ...serve, p99Ms: 11 } } })).toBe(
      "usage.serve.p99Ms: must be at most 10, the bound of the load that was met, got 11",
    );
  });

  test("a sample is not timed for longer than its process ran", () => {
    const sample = sampleOf(record, 1);
    expect(contradictionIn(sample)).toBeNull();
    expect(contradictionIn({ ...sample, timedMs: 500, processWallMs: 400 })).toBe(
      "timedMs: must be at most 400, as processWallMs, got 500",
    );
  });
});

describe("no line that was measured, or stands for one, contradicts itself", () => {
  test.each([
    ["quant", quantRun().records],
    ["troubled", troubledRun().records],
    ["sized", sizedRun().records],
    ["simulated", simulatedRun(1, { noise: 0.03, rounds: 6, changed: 1, times: 1.1 }).lines],
  ])("the made-up run %s", (_, lines) => {
    expect(lines.flatMap((line) => contradictionIn(line) ?? [])).toEqual([]);
  });

  test("run folders of every schema, as they were measured", async () => {
    const folders = (await readdir(join(FIXTURES, "run-folders"))).map((name) => join("run-folders", name));
    for (const file of [...folders, "many-cells"].map((folder) => join(FIXTURES, folder, "records.jsonl"))) {
      const lines = await readRunLines(file, (warning) => expect.fail(warning));
      expect(lines.length, file).toBeGreaterThan(0);
    }
  });
});
