/** What titles of charts conclude. */
import { describe, expect, test } from "vitest";
import type { OkRecord } from "../../../harness/contract/index.ts";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../harness/judge/analysis/analyze.ts";
import { analysisBy } from "../../fixtures/analyses.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { draw, drawnOf } from "./drawn.ts";

test("titles state the finding with its figures", () => {
  const titles = Object.fromEntries(["size", "training"].map((name) => [name, drawnOf(name, "quant")?.title]));
  // int4-blocks is smaller, and below the floor.
  expect(titles.size).toBe(
    "The smallest file that is accurate enough has 203 kB, 3.2 times smaller than the baseline’s: int8 · onnx and 3 more",
  );
  expect(titles.training).toMatch(/^Training takes 1\.\d+ s and ends at 8\d\.\d %/);
});

test("what takes the least memory does not stand alone where others take as much", () => {
  const titleOf = (int4Bytes: number) =>
    draw(
      "memory",
      analysisBy((_, scheme) => ({ peakRssBytes: { float32: 140e6, int8: 132.1e6, int4: int4Bytes }[scheme]! })),
    )!.title;
  expect(titleOf(131e6)).toMatch(/^Serving takes the least memory with int4: 131 MB,/);
  expect(titleOf(132.2e6)).toMatch(/^Serving takes the least memory with int8 and 1 more: 132 MB,/);
});

describe("titles of times", () => {
  const titlesOf = (analysis: Analysis) => [draw("throughput", analysis)!.title, draw("latency", analysis)!.title];
  const neutral = [
    "Nothing accurate enough answers measurably more texts per second than the baseline",
    "Nothing accurate enough answers one text measurably faster than the baseline",
  ];
  const tooFew = [
    "Too few samples to tell which configuration answers the most texts per second",
    "Too few runs to tell which configuration answers one text fastest",
  ];

  test("state what six rounds prove of throughput, and as many runs as it takes of latency, with both figures", () => {
    // $0.002 and $0.001 per million texts at $0.08925 an hour are 12,396 and 24,792 texts per second.
    const figures = (_: unknown, scheme: string) => ({
      usdPerMillionTexts: { float32: 0.002, int8: 0.001, int4: 0.0015 }[scheme]!,
      p50Ms: { float32: 0.2, int8: 0.1, int4: 0.15 }[scheme]!,
    });
    const throughput = "int8 answers 2 times as many texts per second as the baseline, 24,800 instead of 12,400";
    expect(titlesOf(analysisBy(figures))).toEqual([throughput, tooFew[1]]);
    // Two comparisons at 5 % together: seven pairs agree by chance in 2^-6 of cases, six in 2^-5.
    expect(titlesOf(analysisBy(figures, { seeds: [1, 2, 3, 4, 5, 6] }))).toEqual([throughput, tooFew[1]]);
    expect(titlesOf(analysisBy(figures, { seeds: [1, 2, 3, 4, 5, 6, 7] }))).toEqual([
      throughput,
      "int8 answers one text in 0.1 ms; the baseline takes 2 times as long, 0.2 ms",
    ]);
  });

  test("name the ratio of the two figures that stand there, where that of the pairs is another", () => {
    // Pairs are 2, 1.33 and 1.6 times apart; the medians of the three, $2 and $1.50.
    const usd = { float32: [2, 2, 8], int8: [1, 1.5, 5], int4: [9, 9, 9] } as Readonly<
      Record<string, readonly number[]>
    >;
    const analysis = analysisBy((_, scheme, seed) => ({ usdPerMillionTexts: usd[scheme]![seed - 1]! }), {
      seeds: [1, 2, 3],
    });
    expect(titlesOf(analysis)[0]).toBe(
      "int8 answers 1.33 times as many texts per second as the baseline, 16.5 instead of 12.4",
    );
  });

  test("say that two runs are too few", () => {
    const costs = (_: unknown, scheme: string) => ({
      usdPerMillionTexts: scheme === "int8" ? 0.001 : 0.002,
      p50Ms: 0.1,
    });
    expect(titlesOf(analysisBy(costs, { rounds: 0 }))).toEqual(tooFew);
  });

  test("name no configuration that cannot be the answer", () => {
    const analysis = analysisBy((_, scheme) => ({
      usdPerMillionTexts: scheme === "int4" ? 0.001 : 0.002,
      p50Ms: scheme === "int4" ? 0.1 : 0.2,
      validationAccuracy: scheme === "int4" ? 0.5 : 0.9,
    }));
    expect(titlesOf(analysis)).toEqual([neutral[0], tooFew[1]]);
  });

  test("do not compare a graph with itself", () => {
    const plan = makePlan({ axes: { optimizer: ["adam", "sgd"] }, seeds: [1] });
    const records = plan.cells.map((cell) => ({ ...okRecord(cell), graph: "a9f3" }));
    const costs = ({ experiment }: OkRecord) => (experiment.id === records[0]!.experiment.id ? 1.5 : 1);
    expect(titlesOf(analyze(plan, withSamples(records, { costs }), seeded(1)))).toEqual(neutral);
  });

  test("of trainings are about those of the answer where there are several kinds", () => {
    const plan = makePlan({ axes: { optimizer: ["adam", "sgd"] }, seeds: [1] });
    const records = plan.cells.map((cell) => {
      const isAdam = cell.fields.optimizer === "adam";
      return okRecord(cell, {
        trainRun: String(cell.fields.optimizer),
        trainWallMs: isAdam ? 600 : 2000,
        usdPerMillionTexts: isAdam ? 1 : 2,
      });
    });
    expect(draw("training", analyze(plan, withSamples(records, { rounds: 6 }), seeded(1)))!.title).toMatch(
      /^Training adam takes 600 ms and ends at 87\.5 %/,
    );
  });
});

test("a training has settled after the last epoch that is further than half a point from its end", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  // It passes 90 % once before, and is at 85 % again after epoch 4.
  const history = [0.8, 0.9, 0.899, 0.85, 0.904, 0.9].map((testAccuracy, index) => ({
    epoch: index + 1,
    trainWallMs: 100 * (index + 1),
    loss: 0.4,
    testAccuracy,
  }));
  const records = plan.cells.map((cell) => okRecord(cell, { history }));
  expect(draw("training", analyze(plan, records, seeded(1)))!.title).toBe(
    "Training takes 600 ms and ends at 90.0 %; it is within half a point of that from epoch 5 on",
  );
});
