import { expect, test } from "vitest";
import type { PlannedCell } from "../../../../../harness/contract/index.ts";
import { isTold, type Levers } from "../../../../../harness/judge/analysis/levers/lever-effects.ts";
import { analyzed, rowsRight } from "../../../../fixtures/analyses.ts";
import { makePlan, okRecord, type PlanOptions, type RunFigures } from "../../../../fixtures/records.ts";
import { withSamples } from "../../../../fixtures/serving-samples.ts";

const TWO_BY_TWO = { quantization: ["float32", "int8"], serveBackend: ["onnx", "wasm"] };

function leversBy(
  figures: (fields: PlannedCell["fields"], seed: number) => RunFigures | null,
  { axes = TWO_BY_TWO, seeds = [1, 2, 3], rounds = 8 }: Partial<PlanOptions> & { readonly rounds?: number } = {},
): Levers {
  const plan = makePlan({ axes, seeds });
  const records = plan.cells.flatMap((cell) => {
    const given = figures(cell.fields, cell.experiment.training.seed);
    return given === null ? [] : [{ ...okRecord(cell, given), graph: cell.configuration }];
  });
  return analyzed(plan, withSamples(records, { rounds })).levers;
}

const costs =
  (byName: Readonly<Record<string, number | null>>) =>
  ({ quantization, serveBackend }: PlannedCell["fields"]): RunFigures | null => {
    const usd = byName[`${quantization} ${serveBackend}`] ?? null;
    return usd === null ? null : { usdPerMillionTexts: usd };
  };

const ADDITIVE = { "float32 onnx": 4, "int8 onnx": 2, "float32 wasm": 8, "int8 wasm": 4 };

test("each axis has the ratio of its values at equal settings of the others, and no more where they only add up", () => {
  const { axes, interactions, unpaired } = leversBy(costs(ADDITIVE));
  expect(axes.map(({ axis, reference }) => [axis, reference])).toEqual([
    ["quantization", "float32"],
    ["serveBackend", "onnx"],
  ]);
  const [quantization, backend] = axes.map(({ comparisons }) => comparisons[0]!);
  expect(quantization).toMatchObject({ from: "float32", to: "int8", settings: 2 });
  expect(quantization!.cost!.value).toBeCloseTo(0.5, 12);
  expect(backend!.cost!.value).toBeCloseTo(2, 12);
  // 8 rounds of 3 seeds.
  expect(backend!.cost!.pairs).toBe(24);
  expect(isTold(backend!.cost)).toBe(true);
  expect(interactions).toHaveLength(1);
  expect(interactions[0]!.cost!.value).toBeCloseTo(1, 12);
  expect(unpaired).toEqual([]);
});

test("two changes that cost half as much again together have that interaction, and effects in between", () => {
  const { axes, interactions } = leversBy(costs({ ...ADDITIVE, "int8 wasm": 6 }));
  expect(interactions[0]).toMatchObject({
    changes: [
      { axis: "quantization", from: "float32", to: "int8" },
      { axis: "serveBackend", from: "onnx", to: "wasm" },
    ],
    settings: 1,
  });
  // 6 / 8 over 2 / 4.
  expect(interactions[0]!.cost!.value).toBeCloseTo(1.5, 12);
  expect(isTold(interactions[0]!.cost)).toBe(true);
  // On average of the logarithms: half of 1/2 and half of 3/4.
  expect(axes[0]!.comparisons[0]!.cost!.value).toBeCloseTo(Math.sqrt(0.5 * 0.75), 12);
});

test("settings that lack a value do not enter an effect, so that a hole in the matrix does not bend it", () => {
  const { axes, interactions } = leversBy(costs({ ...ADDITIVE, "int8 wasm": null }));
  expect(axes.map(({ comparisons: [first] }) => [first!.settings, first!.cost!.value])).toEqual([
    [1, expect.closeTo(0.5, 12)],
    [1, expect.closeTo(2, 12)],
  ]);
  expect(interactions).toEqual([]);
});

test("axes on which no two configurations differ alone are named", () => {
  const { axes, unpaired } = leversBy(costs({ "float32 onnx": 4, "int8 wasm": 2 }));
  expect(axes).toEqual([]);
  expect(unpaired).toEqual(["quantization", "serveBackend"]);
});

test("an axis has every two of its values, with p by Holm's procedure over all of them", () => {
  const { axes } = leversBy(costs({ "a x": 1, "b x": 2, "c x": 3 }), {
    axes: { quantization: ["a", "b", "c"], serveBackend: ["x"] },
    seeds: [1],
    rounds: 6,
  });
  const comparisons = axes[0]!.comparisons;
  expect(comparisons.map(({ from, to }) => `${from} ${to}`)).toEqual(["a b", "a c", "b c"]);
  // 2 / 2^6 each, three of them.
  expect(comparisons.map(({ cost }) => cost!.p)).toEqual([0, 1, 2].map(() => expect.closeTo(1 / 32, 12)));
  expect(comparisons.map(({ cost }) => cost!.adjusted)).toEqual([0, 1, 2].map(() => expect.closeTo(3 / 32, 12)));
  expect(comparisons.map(({ cost }) => isTold(cost))).toEqual([false, false, false]);
});

test("of more than twenty values, each stands against the reference alone, and is tested among so many", () => {
  const names = Array.from({ length: 21 }, (_, index) => `q${index}`);
  const comparisonsOf = (quantization: readonly string[]) =>
    leversBy(({ quantization: name }) => ({ usdPerMillionTexts: 1 + quantization.indexOf(String(name)) }), {
      axes: { quantization: [...quantization], serveBackend: ["x"] },
      seeds: [1],
      rounds: 12,
    }).axes[0]!.comparisons;
  // 20 x 19 / 2 pairs; of 21 values, 20 with the first, where all pairs were 210.
  expect(comparisonsOf(names.slice(0, 20))).toHaveLength(190);
  const comparisons = comparisonsOf(names);
  expect(comparisons.map(({ from, to }) => `${from} ${to}`)).toEqual(names.slice(1).map((name) => `q0 ${name}`));
  // 2 / 2^12 each, twenty of them: 0.0098, where two hundred and ten would be 0.1025.
  expect(comparisons.map(({ cost }) => cost!.adjusted)).toEqual(comparisons.map(() => expect.closeTo(20 / 2048, 12)));
  expect(comparisons.every(({ cost }) => isTold(cost))).toBe(true);
});

test("of more than twenty values of which none shares a setting with the reference, those that do with one another are compared", () => {
  const quantization = Array.from({ length: 23 }, (_, index) => `q${index}`);
  const { axes, unpaired } = leversBy(
    ({ quantization: name, serveBackend }) =>
      (name === "q0") === (serveBackend === "x") ? { usdPerMillionTexts: 1 } : null,
    { axes: { quantization, serveBackend: ["x", "y"] }, seeds: [1] },
  );
  // Of 22 values on y each pair; q0 on x stands alone.
  expect(axes.map(({ axis, comparisons }) => [axis, comparisons.length])).toEqual([["quantization", 231]]);
  expect(unpaired).toEqual(["serveBackend"]);
});

test("accuracy is a difference by row and seed, and a shared training costs exactly the same", () => {
  const { axes } = leversBy(({ quantization }, seed) => ({
    correct: rowsRight((quantization === "int8" ? 70 : 90) + seed),
    trainRun: `train ${seed}`,
  }));
  const [quantization, backend] = axes.map(({ comparisons }) => comparisons[0]!);
  expect(quantization!.accuracy!.value).toBeCloseTo(-0.2, 12);
  expect(isTold(quantization!.accuracy)).toBe(true);
  expect(backend!.accuracy).toMatchObject({ value: 0, isExact: true });
  expect(quantization!.trainingCost).toMatchObject({ value: 1, isExact: true, adjusted: 1 });
});

test("with a drift of the machine, effects are taken within rounds", () => {
  const plan = makePlan({ axes: TWO_BY_TWO });
  const records = plan.cells.map((cell) => ({
    ...okRecord(cell, costs(ADDITIVE)(cell.fields)!),
    graph: cell.configuration,
  }));
  const lines = withSamples(records, { rounds: 8, costs: (_, round) => 1.3 ** round });
  const [quantization] = analyzed(plan, lines).levers.axes;
  const { value, interval } = quantization!.comparisons[0]!.cost!;
  expect([value, interval!.low, interval!.high]).toEqual([0, 1, 2].map(() => expect.closeTo(0.5, 12)));
});

test("effects of a matrix without samples are those of its runs, as R's t.test of the seeds' differences", () => {
  // R 4.2.2: the data of seed by value and setting; lm(y ~ q * s + factor(seed)) with sum contrasts of s has qb = -0.490333.
  const logs = [
    [1.374, 0.697, 1.082, 2.111, 1.798, 2.181],
    [1.496, 0.808, 1.21, 2.173, 1.922, 2.305],
    [1.274, 0.549, 1.021, 1.979, 1.691, 2.116],
  ];
  const names = ["a x", "b x", "c x", "a y", "b y", "c y"];
  const { axes, interactions } = leversBy(
    ({ quantization, serveBackend }, seed) => ({
      usdPerMillionTexts: Math.exp(logs[seed - 1]![names.indexOf(`${quantization} ${serveBackend}`)]!),
    }),
    { axes: { quantization: ["a", "b", "c"], serveBackend: ["x", "y"] }, rounds: 0 },
  );
  const { value, interval, p } = axes[0]!.comparisons[0]!.cost!;
  expect(Math.log(value)).toBeCloseTo(-0.490333333333333, 9);
  expect(Math.log(interval!.low)).toBeCloseTo(-0.537373702127554, 8);
  expect(p).toBeCloseTo(0.00049677793013, 9);
  const together = interactions.find(({ changes }) => changes[0].to === "b")!.cost!;
  expect(Math.log(together.value)).toBeCloseTo(0.41266666666667, 9);
  expect(together.p).toBeCloseTo(0.003458968101, 8);
});

test("runs of different machines are no pair, in training as in serving", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] } });
  const records = plan.cells.map((cell, index) => {
    const record = okRecord(cell, {
      usdPerMillionTexts: 1,
      trainWallMs: cell.fields.quantization === "int8" ? 900 : 300,
    });
    return { ...record, host: { ...record.host, machine: index < 3 ? "a" : "b" } };
  });
  const [quantization] = analyzed(plan, records).levers.axes;
  expect(quantization!.comparisons[0]).toMatchObject({ cost: null, trainingCost: null });
});
