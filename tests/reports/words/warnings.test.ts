import { expect, test } from "vitest";
import type { Warning } from "../../../harness/judge/analysis/warning.ts";
import { warningTexts } from "../../../reports/words/warnings.ts";
import { expectTranslated } from "../in-chinese.ts";

test.each([
  [
    { kind: "unfinished", counts: { ok: 32, failed: 1, timeout: 1, skipped: 0, missing: 1 }, skipped: [] },
    "32 of 35 runs finished (1 failed, 1 timed out and 1 not run yet); a configuration that lacks a seed cannot be the answer.",
  ],
  [
    {
      kind: "unfinished",
      counts: { ok: 2, failed: 0, timeout: 0, skipped: 4, missing: 0 },
      skipped: [
        { reason: "vectors are not installed: npm install vectors", runs: 3 },
        { reason: "No GPU.", runs: 1 },
      ],
    },
    "2 of 6 runs finished (4 skipped); a configuration that lacks a seed cannot be the answer. Skipped, 3 runs: vectors are not installed: npm install vectors. Skipped, 1 run: No GPU.",
  ],
  [
    { kind: "unfinished-baseline", finished: 2, planned: 3 },
    "The baseline finished 2 of its 3 runs; the floor is computed from those.",
  ],
  [
    { kind: "unfinished-baseline", finished: 2, planned: 3, isFloorFixed: true },
    "The baseline finished 2 of its 3 runs; differences from it are computed from those.",
  ],
  [
    { kind: "unfinished-baseline", finished: 2, planned: 3, configuration: "rows 200" },
    "The baseline rows 200 finished 2 of its 3 runs; the floor is computed from those.",
  ],
  [
    { kind: "few-trainings", fewest: 1, most: 1 },
    "There is one training per configuration, so the spread between seeds is unknown.",
  ],
  [
    { kind: "few-trainings", fewest: 1, most: 3 },
    "Some configurations have a single training, so the spread between seeds is unknown.",
  ],
  [
    { kind: "few-trainings", fewest: 2, most: 3 },
    "As few as 2 trainings per configuration: intervals of what depends on the training are wide, and ranges only show the values seen so far.",
  ],
  [
    { kind: "missing-labels", dataset: null, labels: ["NA"] },
    "A class is called as programs write a missing value: “NA”. If its rows have no label, empty these cells and leave the rows out with empty=skip.",
  ],
  [
    { kind: "untested-classes", dataset: "csv:a.csv@1", labels: ["x", "y"], classes: 30 },
    "2 classes of 30 of csv:a.csv@1 have no test row, so nothing tells how well they are found: “x” and “y”.",
  ],
  [
    { kind: "few-rows-per-class", dataset: null, testRows: 400, classes: 200 },
    "400 test rows for 200 classes are 2.0 rows for each on average: figures by class tell little.",
  ],
  [
    // 70 / sqrt(400) = 3.5
    { kind: "few-test-rows", testRows: 400, errorPoints: 3.5 },
    "With 400 test rows, an accuracy is known to about ±3.5 points; differences are known more precisely, since they are paired by row.",
  ],
  [
    {
      kind: "seen-test-rows",
      dataset: null,
      seen: 231,
      testRows: 240,
      accuracy: { lowest: 0.967, highest: 0.988 },
      unseenAccuracy: { lowest: 0.444, highest: 0.556 },
    },
    "231 of 240 test texts also stand in the training or validation rows (the same but for case, punctuation and white space); on the other 9 the accuracy is 44.4 % to 55.6 %, on all of them 96.7 % to 98.8 %. The option dedupe of a dataset of files keeps equal texts on one side.",
  ],
  [
    {
      kind: "seen-test-rows",
      dataset: "csv:a.csv@1",
      seen: 1,
      testRows: 240,
      accuracy: { lowest: 0.9, highest: 0.9 },
      unseenAccuracy: { lowest: 0.89961, highest: 0.90039 },
    },
    "1 of 240 test texts of csv:a.csv@1 also stands in the training or validation rows (the same but for case, punctuation and white space); on the other 239 the accuracy is 90.0 %, on all of them 90.0 %. The option dedupe of a dataset of files keeps equal texts on one side.",
  ],
  [
    {
      kind: "seen-test-rows",
      dataset: null,
      seen: 240,
      testRows: 240,
      accuracy: { lowest: 1, highest: 1 },
      unseenAccuracy: null,
    },
    "All 240 test texts also stand in the training or validation rows (the same but for case, punctuation and white space), so no accuracy here tells how a model does on new texts. The option dedupe of a dataset of files keeps equal texts on one side.",
  ],
  [
    { kind: "near-duplicates", dataset: null, rows: 12, testRows: 240 },
    "12 of 240 test texts are nearly copies of a training or validation text (by an estimate they share four fifths of their words and pairs of words, or more), so the accuracy on new texts may be lower.",
  ],
  [
    { kind: "cut-texts", dataset: null, maxLength: 500, keeps: ["end"], train: 1, validation: 0.5, test: 0.25 },
    "100.0 % of the training texts, 50.0 % of the validation texts and 25.0 % of the test texts have more than the 500 words of model.maxLength: only the end of each is read, since Keras keeps the end; model.keep “start” reads the beginning instead.",
  ],
  [
    {
      kind: "cut-texts",
      dataset: "csv:a.csv@1",
      maxLength: 8,
      keeps: ["start"],
      train: 1,
      validation: null,
      test: 0.25,
    },
    "100.0 % of the training texts and 25.0 % of the test texts of csv:a.csv@1 have more than the 8 words of model.maxLength: only the beginning of each is read; model.keep “end” reads the end instead, as Keras does.",
  ],
  [
    { kind: "cut-texts", dataset: null, maxLength: 500, keeps: ["end", "start"], train: 1, validation: 1, test: 1 },
    "100.0 % of the training, validation and test texts have more than the 500 words of model.maxLength: only the end or the beginning of each is read, depending on model.keep.",
  ],
  [
    { kind: "unsplit-texts", dataset: null, share: 1, segmenter: "words" },
    "100.0 % of the texts hardly split into words, so a model can learn little from them. For a language that is written without spaces, set tokenizer.segmenter to “characters”.",
  ],
  [
    { kind: "unsplit-texts", dataset: "csv:a.csv@1", share: 0.6, segmenter: "intl" },
    "60.0 % of the texts of csv:a.csv@1 hardly split into words, so a model can learn little from them. Their words are longer than any language's.",
  ],
  [
    { kind: "unknown-words", dataset: null, share: 0.75, segmenter: "words" },
    "75.0 % of the words of the test texts are unknown to a model (<OOV>), which reads them all alike. A larger model.vocabulary or more training rows may help. For a language that is written without spaces, set tokenizer.segmenter to “characters”.",
  ],
  [
    { kind: "unknown-words", dataset: null, share: 0.75, segmenter: "intl" },
    "75.0 % of the words of the test texts are unknown to a model (<OOV>), which reads them all alike. A larger model.vocabulary or more training rows may help.",
  ],
  [
    { kind: "few-vectors", dataset: null, vectors: "glove.txt@0123456789ab", share: 0.2 },
    "glove.txt@0123456789ab has a vector for 20.0 % of the words that a model knows; the others begin with random numbers. Vectors of the texts’ own language, and words written as theirs are, help more.",
  ],
  [
    { kind: "threads-take-turns", threads: 4, cores: 1.5 },
    "Up to 4 threads computed where a process may use 1.5 cores: they took turns, and a machine with a core for each would be faster.",
  ],
  [
    {
      kind: "disturbed",
      timings: [
        { kind: "samples", marked: 40, mended: 12, watched: 84 },
        { kind: "servings", marked: 0, mended: 1, watched: 6 },
        { kind: "trainings", marked: 1, mended: 0, watched: 1 },
      ],
      foreignCores: 0.953,
      stolenCores: 0.004,
      throttledShare: 0.12,
    },
    "The machine was not pricewar’s alone: 40 of 84 samples of serving and 1 of 1 training were timed beside other work (typically, other programs used 0.95 cores and a CPU quota stopped it for 12.0 % of the time). Disturbed at first, and then taken again in quiet: 12 samples of serving and 1 measurement of latency. Run again with --fresh when the machine is quiet.",
  ],
  [
    {
      kind: "disturbed",
      timings: [{ kind: "trainings", marked: 1, mended: 0, watched: 1 }],
      foreignCores: 0.1,
      stolenCores: 0.25,
      throttledShare: null,
    },
    "The machine was not pricewar’s alone: 1 of 1 training was timed beside other work (typically, other programs used 0.1 cores and the hypervisor gave 0.25 cores to others). Run again with --fresh when the machine is quiet.",
  ],
  [
    {
      kind: "disturbed",
      timings: [{ kind: "samples", marked: 1, mended: 12, watched: 84 }],
      foreignCores: 1,
      stolenCores: null,
      throttledShare: null,
    },
    "The machine was not pricewar’s alone: 1 of 84 samples of serving was timed beside other work (typically, other programs used 1 core). Disturbed at first, and then taken again in quiet: 12 samples of serving.",
  ],
  [
    {
      kind: "rounds-differ",
      cells: [
        { label: "int8 · wasm", seed: 2, factor: 56.2 },
        { label: "float32 · onnx", seed: 1, factor: 2.34 },
      ],
    },
    "Something else ran on the machine: rounds of equal work differ by more than a factor of 2 in int8 · wasm with seed 2 (56 times) and float32 · onnx with seed 1 (2.3 times). Run again with --fresh when the machine is quiet.",
  ],
  [
    { kind: "loop-wobbles", fastMs: 7.04, slowMs: 12.1 },
    "A loop of fixed work, timed before every sample of serving, took 7.04 ms to 12.1 ms: the machine was busy, or changed its speed. Run again with --fresh when the machine is quiet.",
  ],
  [
    {
      kind: "equals-differ",
      typical: 1.14,
      largest: 1.38,
      pairs: 36,
      cells: [
        { label: "int8", seed: 1 },
        { label: "int8", seed: 3 },
      ],
    },
    "Cells that serve the same graph should cost the same. Their costs typically differ by 14 % (36 pairs), and those of int8 with seed 1 and int8 with seed 3 by 38 %: the machine was restless, and differences of that size between others mean nothing. Run again with --fresh when the machine is quiet.",
  ],
  [
    { kind: "several-machines", machines: 2 },
    "The records come from 2 different machines. Costs are compared by samples of one machine and round alone; figures of time of configurations that were measured on different machines are not comparable.",
  ],
  [
    { kind: "several-datasets", datasets: 2, reference: "first-configuration" },
    "The matrix has 2 datasets, and neither accuracy nor cost is comparable between them. The answer, the frontier and the charts use the data of the first configuration; the others are only in the tables.",
  ],
  [
    { kind: "several-validation-shares", shares: [0.1, 0.2] },
    "The configurations hold out different shares of the training rows for validation (10.0 % and 20.0 %), so their validation accuracies are measured on different rows, and those that hold out more train on fewer rows.",
  ],
  [
    { kind: "several-scenarios", scenarios: ["offline", "http"] },
    "Requests arrived in different ways (offline and http), so the costs are of different work: a model in a loop serves more texts than a service that keeps to a bound. Each way has an answer of its own.",
  ],
  [
    { kind: "stale", records: 1 },
    "1 record was made by different code than the plan's; run the matrix again to renew it.",
  ],
  [
    { kind: "other-offer", backend: "onnx", planned: "b/2", recorded: "a/1" },
    "The matrix prices onnx at b/2, whose terms this run folder does not hold, so all its runs are priced at a/1; run the matrix again, or pricewar report RUN --pricing onnx=b/2.",
  ],
  [
    {
      kind: "other-machine",
      offer: "aws/t4g.large/us-east-1/spot",
      measured: [{ cpu: "Example Xeon", architecture: "x86_64", cores: 1.5, accelerator: null }],
      billed: { architecture: "arm64", vcpus: 2, accelerator: null },
      differences: ["architecture", "vcpus"],
    },
    "Measured on Example Xeon (x86_64, 1.5 cores), billed as aws/t4g.large/us-east-1/spot (arm64, 2 vCPUs): these dollars multiply the price of one processor by the speed of another.",
  ],
  [
    {
      kind: "other-machine",
      offer: "a/b/c/d",
      measured: [{ cpu: "Example Xeon", architecture: "x86_64", cores: 1, accelerator: null }],
      billed: { architecture: null, vcpus: 2, accelerator: null },
      differences: ["vcpus"],
    },
    "Measured on Example Xeon (x86_64, 1 core), billed as a/b/c/d (2 vCPUs): the dollars are those of a machine of another size.",
  ],
  [
    {
      kind: "other-machine",
      offer: "a/b/c/d",
      measured: [{ cpu: "Example Xeon", architecture: "x86_64", cores: 16, accelerator: "NVIDIA H200" }],
      billed: { architecture: "x86_64", vcpus: 2, accelerator: null },
      differences: ["accelerator", "vcpus"],
    },
    "Measured on Example Xeon (x86_64, 16 cores, on NVIDIA H200), billed as a/b/c/d (x86_64, 2 vCPUs, no GPU): the dollars are those of a machine that did not do this work.",
  ],
  [
    { kind: "unsteady-offer", offer: "a/b/c/spot", isSpot: true, isBurstable: true },
    "Billed as a/b/c/spot. The instance is burstable: it does not keep up the full speed of this measurement. A spot price moves from day to day, and the machine can be taken away.",
  ],
  [
    { kind: "old-price", offer: "a/b/c/d", date: "2026-07-20", measuredAt: "2026-11-28T19:00:00.000Z", days: 131 },
    "The price of a/b/c/d is of 2026-07-20, about 4 months before the measurement of 2026-11-28: see whether it still holds.",
  ],
  [
    { kind: "not-trained", configurations: ["sgd"], majority: { label: "World", share: 0.25 } },
    "Not trained: sgd gives every text the answer “World”, which is right for 25.0 % of the test rows.",
  ],
  [
    { kind: "missed-classes", configurations: ["sgd", "momentum"], classes: ["Tech", "Science"] },
    "sgd and momentum never predict “Tech” and “Science”.",
  ],
  [
    { kind: "little-learned", configurations: ["sgd"], averagesPadding: true },
    "sgd may learn more in more epochs, at a higher learning rate or, where most texts have far fewer words than model.maxLength, with the mean over words alone (model.pooling).",
  ],
  [
    { kind: "little-learned", configurations: ["sgd"], averagesPadding: false },
    "sgd may learn more in more epochs or at a higher learning rate.",
  ],
  [
    { kind: "still-improving", configurations: ["sgd"] },
    "Still improving at the last epoch: sgd; more epochs may give better models.",
  ],
  [
    { kind: "validation-and-test-disagree", configuration: "int8", validation: 0.9, test: 0.8 },
    "int8 reaches 90.0 % accuracy on the validation rows and 80.0 % on the test rows, which differ by more than chance explains: the two are not alike.",
  ],
  [
    { kind: "not-measured", missing: "peak memory", runs: 6, finished: 6 },
    "Not measured in 6 of 6 finished runs: peak memory.",
  ],
] as const)("%j", (warning, text) => {
  expect(warningTexts([warning])).toEqual([text]);
  expectTranslated(text, warningTexts([warning], "zh")[0]!, warning);
});

test("of several that show a busy machine, the last alone says to run again", () => {
  const differ: Warning = { kind: "rounds-differ", cells: [{ label: "int8", seed: 2, factor: 3 }] };
  const wobbles: Warning = { kind: "loop-wobbles", fastMs: 7, slowMs: 12 };
  const machines: Warning = { kind: "several-machines", machines: 2 };
  const texts = warningTexts([differ, wobbles, machines]);
  expect(texts.map((text) => text.includes("Run again with --fresh"))).toEqual([false, true, false]);
  expect(texts[0]).toMatch(/in int8 with seed 2 \(3 times\)\.$/);
  const chinese = warningTexts([differ, wobbles, machines], "zh");
  expect(chinese.map((text) => text.includes("--fresh"))).toEqual([false, true, false]);
});

test("labels with a line break stay in their sentence", () => {
  const missed: Warning = { kind: "missed-classes", configurations: ["int8"], classes: ["two\nlines"] };
  const untrained: Warning = {
    kind: "not-trained",
    configurations: ["int8"],
    majority: { label: "two\r\nlines", share: 0.5 },
  };
  expect(warningTexts([missed, untrained])).toEqual([
    "int8 never predicts “two lines”.",
    "Not trained: int8 gives every text the answer “two lines”, which is right for 50.0 % of the test rows.",
  ]);
});

test("what half of the runs show is not said of all", () => {
  const majority = { label: "ham", share: 0.725 };
  const warnings: Warning[] = [
    { kind: "not-trained", configurations: ["float32", "int8"], majority, inSomeRuns: true },
    { kind: "missed-classes", configurations: ["int4"], classes: ["spam"], inSomeRuns: true },
  ];
  expect(warningTexts(warnings)).toEqual([
    "Not trained: float32 and int8, in half of their runs or more, give every text the answer “ham”, which is right for 72.5 % of the test rows.",
    "int4, in half of its runs or more, never predicts “spam”.",
  ]);
  const [untrained, missed] = warningTexts(warnings, "zh");
  expect(untrained).toBe(
    "未学到东西：float32和int8在至少一半的运行中对所有文本都回答“ham”，而测试集样本中只有72.5 %应如此回答。",
  );
  expect(missed).toBe("int4在至少一半的运行中从不预测“spam”。");
});

test("of many cells whose rounds differ, three are named", () => {
  const cells = ["a", "b", "c", "d", "e"].map((label, index) => ({ label, seed: 1, factor: 9 - index }));
  const warning: Warning = { kind: "rounds-differ", cells };
  const [english, chinese] = [warningTexts([warning])[0]!, warningTexts([warning], "zh")[0]!];
  expect(english).toContain(
    "in a with seed 1 (9 times), b with seed 1 (8 times), c with seed 1 (7 times) and 2 more cells.",
  );
  expect(chinese).toContain("（a（种子1）：9倍、b（种子1）：8倍、c（种子1）：7倍和另外2个单元）");
});

test.each<Warning>([
  { kind: "near-duplicates", dataset: "csv:a.csv@1", rows: 240, testRows: 240 },
  { kind: "near-duplicates", dataset: null, rows: 1, testRows: 240 },
  { kind: "few-trainings", fewest: 2, most: 2 },
  { kind: "not-sampled", configurations: ["int8"] },
  { kind: "stale", records: 3 },
  { kind: "several-datasets", datasets: 2, reference: "baseline" },
  {
    kind: "cut-texts",
    dataset: "csv:a.csv@1",
    maxLength: 8,
    keeps: ["start"],
    train: 0.5,
    validation: null,
    test: 0.5,
  },
])("in Chinese, too: %j", (warning) => {
  expectTranslated(warningTexts([warning])[0]!, warningTexts([warning], "zh")[0]!, warning);
});
