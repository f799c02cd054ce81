import { describe, expect, test } from "vitest";
import type { PrecisionSpec } from "../../../../harness/contract/precision.ts";
import { cellResults } from "../../../../harness/judge/analysis/cells.ts";
import { labelsOf } from "../../../../harness/judge/analysis/labels.ts";
import { precisionOf } from "../../../../harness/judge/analysis/precision.ts";
import { analyzed, rowsRight } from "../../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { withSamples } from "../../../fixtures/serving-samples.ts";

const bare = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const asking = (metric: PrecisionSpec["metric"], relative: number) => ({
  ...bare,
  precision: { metric, relative, maxRepeats: 20 },
});
const records = bare.cells.map((cell) => okRecord(cell, { usdPerMillionTexts: 0.002 }));
const known = (plan: typeof bare, lines: Parameters<typeof analyzed>[1]) =>
  precisionOf(plan, cellResults(plan, lines, labelsOf(plan)));

describe("of a cost", () => {
  // Of nine values the interval is from the second to the second last: 0.9 and 1.1 times the median for int8.
  const COSTS = [0.5, 0.9, 0.95, 1, 1, 1, 1.05, 1.1, 3];
  const nine = withSamples(records, {
    rounds: 9,
    costs: ({ experiment }, round) => (experiment.id === records[1]!.experiment.id ? COSTS[round - 1]! : 1),
  });

  test("half of the median's interval, over the median, of the configuration that is known least", () => {
    expect(known(asking("usdPerMillionTexts", 0.05), nine)).toEqual({
      metric: "usdPerMillionTexts",
      relative: 0.05,
      maxRepeats: 20,
      repeats: 9,
      widest: { label: "int8", relative: expect.closeTo(0.1) },
      isReached: false,
    });
    expect(known(asking("usdPerMillionTexts", 0.11), nine)?.isReached).toBe(true);
    // (1 / 0.9 - 1 / 1.1) / 2
    expect(known(asking("textsPerSecond", 0.11), nine)?.widest?.relative).toBeCloseTo(0.10101, 5);
  });

  test("cannot be told of fewer than six rounds, nor before anything has finished", () => {
    const five = known(asking("usdPerMillionTexts", 1), withSamples(records, { rounds: 5 }));
    expect(five).toMatchObject({ repeats: 5, widest: { relative: null }, isReached: false });
    expect(known(asking("usdPerMillionTexts", 1), withSamples(records, { rounds: 6 }))?.isReached).toBe(true);
    expect(known(asking("usdPerMillionTexts", 1), [])).toMatchObject({ repeats: 0, widest: null, isReached: false });
    expect(known(bare, nine)).toBeNull();
  });

  test("counts rounds, and not the cells that do the same work in each", () => {
    const plan = makePlan({ axes: { quantization: ["float32"] }, seeds: [1, 2] });
    const twins = plan.cells.map((cell) => ({ ...okRecord(cell), graph: "g" }));
    const sampled = (rounds: number) => withSamples(twins, { rounds });
    const precision = { metric: "textsPerSecond", relative: 0.1, maxRepeats: 20 } as const;
    // Six samples in three rounds.
    expect(known({ ...plan, precision }, sampled(3))).toMatchObject({ repeats: 3, isReached: false });
    expect(known({ ...plan, precision }, sampled(6))).toMatchObject({ repeats: 6, isReached: true });
  });
});

test("of an accuracy, Student's interval over the seeds; repeats of a seed are the same model", () => {
  const plan = {
    ...makePlan({ axes: { quantization: ["float32"] }, seeds: [1, 2, 3, 4, 5], repeats: 2 }),
    precision: { metric: "accuracy", relative: 0.05, maxRepeats: 5 } as const,
  };
  const accurate = plan.cells.map((cell) =>
    okRecord(cell, { correct: rowsRight(76 + 2 * (cell.experiment.training.seed - 1)) }),
  );
  // 0.76 to 0.84: t(0.975, 4) = 2.776445, deviation 0.0316228, so 2.776445 x 0.0316228 / sqrt(5) / 0.8.
  expect(known(plan, accurate)).toMatchObject({ repeats: 5, widest: { relative: expect.closeTo(0.049081, 5) } });
  // Four of the five, each with its repeat.
  const four = accurate.filter(({ experiment }) => experiment.training.seed < 5);
  expect(known(plan, four)).toMatchObject({ repeats: 4, widest: { relative: null }, isReached: false });
});

test("less precise than asked is a warning", () => {
  const warned = (relative: number) =>
    analyzed(asking("usdPerMillionTexts", relative), withSamples(records, { rounds: 6 })).warnings.some(
      ({ kind }) => kind === "not-precise",
    );
  expect(warned(0.05)).toBe(false);
  const spread = withSamples(records, { rounds: 6, costs: (_, round) => round });
  const { warnings } = analyzed(asking("usdPerMillionTexts", 0.05), spread);
  expect(warnings).toContainEqual({ kind: "not-precise", precision: expect.objectContaining({ repeats: 6 }) });
});
