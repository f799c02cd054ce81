import { expect, test } from "vitest";
import { warningText } from "../../../reports/words/warnings.ts";

test.each([
  [
    { kind: "unfinished", counts: { ok: 32, failed: 1, timeout: 1, skipped: 1, missing: 1 } },
    "32 of 36 runs finished (1 failed, 1 timed out, 1 skipped and 1 not run yet); a configuration that lacks a seed cannot be the answer.",
  ],
  [
    { kind: "unfinished-baseline", finished: 2, planned: 3 },
    "The baseline finished 2 of its 3 runs; the floor is computed from those.",
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
    "As few as 2 trainings per configuration: ranges over seeds only show the values seen so far, and another seed may fall outside of them.",
  ],
  [
    // 70 / sqrt(400) = 3.5
    { kind: "few-test-rows", testRows: 400, errorPoints: 3.5 },
    "With 400 test rows, an accuracy is known to about ±3.5 points; differences are known more precisely, since they are paired by row.",
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
    "The records come from 2 different machines, so times and costs are not comparable between them.",
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
    { kind: "stale", records: 1 },
    "1 record was made by different code than the plan's; run the matrix again to renew it.",
  ],
  [
    { kind: "other-offer", backend: "onnx", planned: "b/2", recorded: "a/1", runs: 3 },
    "The matrix prices onnx at b/2, but 3 finished runs of it are shown at the offer of the day, a/1; pricewar report RUN --pricing onnx=b/2 shows all of them at the new one.",
  ],
  [
    { kind: "not-measured", missing: "peak memory", runs: 6, finished: 6 },
    "Not measured in 6 of 6 finished runs: peak memory.",
  ],
] as const)("%j", (warning, text) => {
  expect(warningText(warning)).toBe(text);
});
