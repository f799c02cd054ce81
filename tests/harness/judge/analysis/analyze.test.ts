import { expect, test } from "vitest";
import type { Host, RunRecord } from "../../../../harness/contract/index.ts";
import type { Scenario } from "../../../../harness/contract/scenarios.ts";
import type { Chosen } from "../../../../harness/judge/analysis/decision.ts";
import { analysisBy, analyzed, COSTS, named, rowsRight } from "../../../fixtures/analyses.ts";
import { rightOf100 } from "../../../fixtures/answers.ts";
import {
  failedRecord,
  HOST,
  makePlan,
  okRecord,
  quantRun,
  skippedRecord,
  timeoutRecord,
  troubledRun,
} from "../../../fixtures/records.ts";

test("the cheapest configuration within the floor wins on validation and is reported on test", () => {
  const analysis = analysisBy((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    // int4 is best on test but below the floor on validation.
    correct: rowsRight({ float32: 90, int8: 88, int4: 95 }[scheme]!),
    validationAccuracy: { float32: 0.9, int8: 0.89, int4: 0.88 }[scheme]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(analysis.floors[0]).toMatchObject({ rule: { withinPoints: 1 }, selectedOn: "validation" });
  expect(analysis.floors[0]!.threshold).toBeCloseTo(0.89, 12);
  expect(analysis.answer.kind).toBe("cheapest");
  expect(analysis.answer.winner).toBe(named(analysis, "int8").id);
  expect(named(analysis, "int4").refusal).toMatchObject({
    kind: "below-floor",
    floor: { threshold: expect.closeTo(0.89, 12), selectedOn: "validation" },
    // Without the rows, the pooled accuracies decide.
    verdict: { value: expect.closeTo(-0.02, 12), required: -0.01, standardError: null },
  });
  expect(analysis.answer).toMatchObject({ selectedOnTest: null, missedOnTest: [], rivals: [] });
});

test("without validation rows the test rows select, and the answer says so", () => {
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]!, validationAccuracy: null }));
  expect(analysis.floors[0]!.selectedOn).toBe("test");
  expect(analysis.answer.winner).toBe(named(analysis, "int4").id);
  expect(analysis.answer).toMatchObject({ selectedOnTest: "nothing-held-back" });
});

test("a configuration that lacks a seed cannot win, no matter how cheap it is", () => {
  const analysis = analysisBy((cell, scheme, seed) =>
    scheme === "int4" && seed === 2 ? failedRecord(cell) : { usdPerMillionTexts: COSTS[scheme]! },
  );
  expect(named(analysis, "int4").refusal).toEqual({ kind: "unfinished", finished: 1, planned: 2 });
  expect(analysis.answer.winner).toBe(named(analysis, "int8").id);
});

/** int4 costs less than int8 in seed 1 and more in seed 2, float32 more than both. */
const TIED_COSTS = (scheme: string, seed: number) =>
  ({ float32: 0.003, int8: 0.002, int4: [0.0017, 0.0021][seed - 1]! })[scheme]!;

test("of ties the more accurate one wins, and of equally accurate ones the smaller", () => {
  const tie = (validation: Readonly<Record<string, number>>, bytes: Readonly<Record<string, number>>) =>
    analysisBy((_, scheme, seed) => ({
      usdPerMillionTexts: TIED_COSTS(scheme, seed),
      validationAccuracy: validation[scheme]!,
      modelBytes: bytes[scheme]!,
    }));
  const equal = { float32: 0.9, int8: 0.9, int4: 0.9 };
  const bytes = { float32: 642_000, int8: 100_000, int4: 122_000 };
  const smaller = tie(equal, bytes);
  expect(smaller.answer).toMatchObject({
    kind: "cheapest",
    winner: named(smaller, "int8").id,
    preferredFor: "size",
    cheapest: named(smaller, "int4").id,
    tied: [named(smaller, "int4").id],
    rivals: [named(smaller, "int4").id],
    smallest: named(smaller, "int8").id,
  });
  const better = tie({ float32: 0.9, int8: 0.901, int4: 0.9 }, { ...bytes, int8: 642_000 });
  expect(better.answer).toMatchObject({ winner: named(better, "int8").id, preferredFor: "accuracy" });
  // Both print as 90.0 %, and both files are as large: the lower cost is left.
  const alike = tie({ float32: 0.9, int8: 0.9002, int4: 0.9 }, { float32: 642_000, int8: 642_100, int4: 642_000 });
  expect(alike.answer).toMatchObject({ winner: named(alike, "int4").id, preferredFor: "cost", smallest: null });
});

test("a cell that is a tenth dearer in the middle, though not told apart, is not preferred for its accuracy", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.01, int8: [0.0014, 0.0009][seed - 1]!, int4: 0.001 }[scheme]!,
    validationAccuracy: scheme === "int8" ? 0.95 : 0.9,
  }));
  expect(analysis.answer).toMatchObject({
    winner: named(analysis, "int4").id,
    rivals: [named(analysis, "int8").id],
    undecided: { pairs: 12 },
  });
});

test("what costs more than an untied one is no tie, however noisy it is", () => {
  const options = { axes: { quantization: ["float32", "int8", "int4", "noisy"] }, seeds: [1, 2] };
  const analysis = analysisBy(
    (_, scheme, seed) => ({
      usdPerMillionTexts: { float32: 3, int8: 1.2, int4: 1, noisy: [0.9, 3][seed - 1]! }[scheme]!,
    }),
    options,
  );
  const answer = analysis.answer as Chosen;
  const verdicts = answer.comparisons.map(({ configuration, verdict }) => [
    analysis.configurations.find(({ id }) => id === configuration)!.label,
    verdict,
  ]);
  expect(verdicts).toEqual([
    ["int8", "dearer"],
    ["noisy", "inconclusive"],
    ["float32", "dearer"],
  ]);
  expect(answer.tied).toEqual([]);
});

test("a lowest figure that ties with the baseline is not a saving: the baseline, which needs no change, is the answer", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.00205, int8: [0.0018, 0.0021][seed - 1]!, int4: 1 }[scheme]!,
  }));
  expect(analysis.answer).toMatchObject({
    kind: "no-saving",
    winner: named(analysis, "float32").id,
    preferredFor: "baseline",
    rivals: [named(analysis, "int8").id],
  });
});

test("where everything ties no configuration is the cheapest, and the smallest file is known", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    // Cheaper in one seed, dearer in the other: 1.1, 1.2 and 1.3 against 1.9, 1.8 and 1.6.
    usdPerMillionTexts: { float32: [0.0011, 0.0019], int8: [0.0012, 0.0018], int4: [0.0013, 0.0016] }[scheme]![
      seed - 1
    ]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(analysis.answer.kind).toBe("all-tie");
  expect(analysis.answer.smallest).toBe(named(analysis, "int4").id);
});

test("the baseline may itself be the cheapest", () => {
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: { float32: 1, int8: 2, int4: 3 }[scheme]! }));
  expect(analysis.answer.kind).toBe("baseline-cheapest");
  expect(analysis.answer.winner).toBe(named(analysis, "float32").id);
});

test("a plan of one configuration has figures and nothing to choose between", () => {
  const analysis = analysisBy(() => ({ validationAccuracy: null }), { name: "document", axes: {} });
  expect(analysis.answer).toMatchObject({
    kind: "only-one",
    winner: named(analysis, "document").id,
    smallest: null,
    tied: [],
    selectedOnTest: "nothing-held-back",
  });
});

test("a floor that nothing reaches names the most accurate configuration", () => {
  const analysis = analysisBy((_, scheme) => ({ correct: rowsRight(scheme === "int8" ? 80 : 70) }), {
    accuracyFloor: { atLeast: 0.85 },
  });
  expect(analysis.answer.kind).toBe("none-within-floor");
  expect(analysis.answer.winner).toBeNull();
  expect(analysis.answer).toMatchObject({
    nearest: named(analysis, "int8").id,
    reached: expect.closeTo(0.8, 12),
    threshold: 0.85,
  });
});

test("an absolute floor needs no baseline", () => {
  const analysis = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }), {
    baseline: null,
    accuracyFloor: { atLeast: 0.8 },
  });
  expect(analysis.answer).toMatchObject({ kind: "cheapest", winner: named(analysis, "int4").id });
  expect(named(analysis, "int8").versusBaseline).toBeNull();
});

test("a floor relative to a baseline that failed cannot be judged", () => {
  const analysis = analysisBy((cell, scheme) => (scheme === "float32" ? failedRecord(cell, "no kernel") : {}));
  expect(analysis.answer).toMatchObject({
    kind: "no-baseline",
    baseline: {
      configuration: named(analysis, "float32").id,
      why: { status: "failed", failure: "backend", phase: "serve", error: "no kernel" },
    },
    cheapest: named(analysis, "int8").id,
  });
});

test("where nothing finished the first run without figures is named", () => {
  const analysis = analysisBy((cell, scheme) => (scheme === "float32" ? skippedRecord(cell, "no GPU here") : null));
  expect(analysis.answer.kind).toBe("nothing-finished");
  expect(analysis.answer).toMatchObject({
    first: { configuration: named(analysis, "float32").id, why: { status: "skipped", reason: "no GPU here" } },
  });
  expect(analysis.counts).toEqual({ ok: 0, skipped: 2, failed: 0, timeout: 0, missing: 4 });
});

test("without samples, fewer than six runs name no winner, and the answer knows how many rounds would do", () => {
  const bySeeds = (seeds: readonly number[]) =>
    analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }), { seeds, rounds: 0 }).answer;
  // Two comparisons with the baseline: seven equal signs come by chance once in 64, which is below 2.5 %.
  expect(bySeeds([1])).toMatchObject({ kind: "all-tie", undecided: { pairs: 1, needed: 7, rounds: 7 } });
  expect(bySeeds([1, 2, 3])).toMatchObject({ kind: "all-tie", undecided: { pairs: 3, needed: 7, rounds: 7 } });
  expect(bySeeds([1, 2, 3, 4, 5, 6, 7])).toMatchObject({ kind: "cheapest", undecided: null });
});

test("of several records of a key the last counts, and records outside the plan do not", () => {
  const plan = makePlan({ axes: { quantization: ["float32"] }, seeds: [1] });
  const stranger = makePlan({ axes: { quantization: ["other"] }, seeds: [9] }).cells[0]!;
  const cell = plan.cells[0]!;
  const analysis = analyzed(plan, [failedRecord(cell), okRecord(stranger), okRecord(cell, { correct: rowsRight(70) })]);
  expect(analysis.counts).toEqual({ ok: 1, skipped: 0, failed: 0, timeout: 0, missing: 0 });
  expect(analysis.configurations).toHaveLength(1);
  expect(analysis.configurations[0]!.figures!.accuracy.middle).toBe(0.7);
  const timeout = { status: "timeout", phase: "train", limitMs: 60_000 };
  expect(analyzed(plan, [okRecord(cell), timeoutRecord(cell)]).cells[0]!.noFigures).toEqual({
    ...timeout,
    teacher: null,
  });
  const teachers = { ...timeoutRecord(cell), teacher: "the teacher abc" } as RunRecord;
  expect(analyzed(plan, [teachers]).cells[0]!.noFigures).toEqual({ ...timeout, teacher: "the teacher abc" });
});

test("a training measured twice counts once", () => {
  const analysis = analysisBy(
    (cell) => ({
      trainRun: cell.experiment.training.seed === 1 ? "x" : `y${cell.repeat}`,
      correct: rowsRight(cell.experiment.training.seed === 1 ? 60 : 90),
    }),
    { repeats: 2 },
  );
  const figures = named(analysis, "float32").figures!;
  expect(figures.trainings).toBe(3);
  expect(figures.accuracy).toEqual({ middle: (0.6 + 0.9 + 0.9) / 3, low: 0.6, high: 0.9, runs: 4 });
});

test("the difference from the baseline is paired by seed and row", () => {
  const analysis = analysisBy((_, scheme) => ({ correct: rowsRight(scheme === "int8" ? 84 : 90) }));
  const { versusBaseline } = named(analysis, "int8");
  expect(versusBaseline!.difference).toBeCloseTo(-0.06, 12);
  expect(versusBaseline!.p).toBeCloseTo(2 / 2 ** 6, 12); // six rows, all against
  expect(versusBaseline!.pairs).toBe(2);
  // Standard error sqrt(.06 * .94 / 100) = 0.0237.
  expect(versusBaseline!.interval.low).toBeCloseTo(-0.11, 2);
  expect(versusBaseline!.interval.high).toBeCloseTo(-0.013, 3);
  expect(named(analysis, "float32").versusBaseline).toBeNull();
});

test("configurations on other data are listed, never the answer and never on the frontier", () => {
  const plan = makePlan({ axes: { dataset: ["brown-press", "csv:other.csv"] }, seeds: [1] });
  const records = plan.cells.map((cell) =>
    okRecord(cell, { usdPerMillionTexts: cell.fields.dataset === "brown-press" ? 2 : 1 }),
  );
  const analysis = analyzed(plan, records);
  const other = named(analysis, "csv:other.csv");
  expect(analysis.configurations.map(({ versusBaseline }) => versusBaseline)).toEqual([null, null]);
  expect(other).toMatchObject({ refusal: { kind: "other-data", reference: "baseline" }, isOnFrontier: false });
  expect(other.frontierProbability).toBeNull();
  expect(named(analysis, "brown-press").frontierProbability).toBe(1);
  expect(analysis.answer).toMatchObject({ kind: "baseline-cheapest", tied: [] });
  expect(analysis.warnings).toContainEqual({ kind: "several-datasets", datasets: 2, reference: "baseline" });
});

test("how well an accuracy is known is said of the answer's data, and not of fewer rows beside it", () => {
  const plan = makePlan({ axes: { dataset: ["brown-press", "csv:other.csv"] }, seeds: [1] });
  const records = plan.cells.map((cell) =>
    okRecord(cell, { correct: cell.fields.dataset === "brown-press" ? rowsRight(90) : [true, true] }),
  );
  const found = analyzed(plan, records).warnings.flatMap((one) => (one.kind === "few-test-rows" ? [one] : []));
  // Two right and two wrong ones added: twice sqrt(.8846 x .1154 / 104).
  expect(found).toEqual([{ kind: "few-test-rows", testRows: 100, errorPoints: expect.closeTo(6.266, 2) }]);
});

test("without a baseline the first configuration's data counts", () => {
  const plan = makePlan({
    axes: { dataset: ["brown-press", "csv:other.csv"] },
    seeds: [1],
    baseline: null,
    accuracyFloor: { atLeast: 0.8 },
  });
  const [first, second] = plan.cells;
  const analysis = analyzed(plan, [okRecord(first!), okRecord(second!)]);
  expect(named(analysis, "csv:other.csv").refusal).toEqual({ kind: "other-data", reference: "first-configuration" });
  expect(analyzed(plan, [okRecord(second!)]).answer).toMatchObject({ kind: "incomplete", promising: null });
});

test("equal datasets with other test rows are other data", () => {
  const analysis = analysisBy((_, scheme) => ({
    correct: scheme === "int8" ? rowsRight(90) : rowsRight(90).slice(0, 50),
  }));
  expect(named(analysis, "int8").refusal).toEqual({ kind: "other-data", reference: "baseline" });
});

test("what was not measured stays null", () => {
  const analysis = analysisBy(() => ({ p99Ms: null, p50Ms: null, peakRssBytes: null }));
  const figures = named(analysis, "float32").figures!;
  expect([figures.p50Ms, figures.p90Ms, figures.p99Ms, figures.peakRssBytes]).toEqual([null, null, null, null]);
  const missing = ["the 99th percentile of latency (needs 662 queries)", "peak memory"];
  expect(analysis.warnings.filter(({ kind }) => kind === "not-measured")).toEqual(
    missing.map((one) => ({ kind: "not-measured", missing: one, runs: 6, finished: 6 })),
  );
});

test("several machines, different code and few seeds are warnings", () => {
  const analysis = analysisBy((_, scheme) => ({
    host: scheme === "int8" ? { ...HOST, fingerprint: "other" } : HOST,
    ...(scheme === "int4" ? { code: "older" } : {}),
  }));
  expect(analysis.warnings).toEqual(
    expect.arrayContaining([
      { kind: "several-machines", machines: 2 },
      { kind: "stale", records: 2 },
      { kind: "few-trainings", fewest: 2, most: 2 },
    ]),
  );
});

test("machines of one kind are several where records name them, and older records name the kind alone", () => {
  const machinesOf = (hostOf: (scheme: string) => Host) =>
    analysisBy((_, scheme) => ({ host: hostOf(scheme) })).warnings.filter(({ kind }) => kind === "several-machines");
  expect(machinesOf((scheme) => ({ ...HOST, machine: scheme === "int8" ? "a" : "b" }))).toEqual([
    { kind: "several-machines", machines: 2 },
  ]);
  expect(machinesOf((scheme) => (scheme === "int8" ? HOST : { ...HOST, machine: "b" }))).toEqual([]);
});

test("the order in which a plan runs its cells changes nothing", () => {
  const { plan, records } = quantRun();
  const shuffled = { ...plan, cells: [...plan.cells].reverse() };
  expect({ ...analyzed(shuffled, records), plan }).toEqual(analyzed(plan, records));
});

test("equal input and seed give an equal analysis", () => {
  const { plan, records } = quantRun();
  expect(analyzed(plan, records)).toEqual(analyzed(plan, records));
});

test("a run with failures counts every cell once", () => {
  const { plan, records } = troubledRun();
  const { counts, cells, warnings } = analyzed(plan, records);
  expect(counts).toEqual({ ok: 32, skipped: 1, failed: 1, timeout: 1, missing: 1 });
  expect(cells).toHaveLength(plan.cells.length);
  const skipped = [{ reason: "no such device", runs: 1 }];
  expect(warnings[0]).toEqual({ kind: "unfinished", counts, skipped });
  const both = [...records, ...plan.cells.slice(0, 3).map((cell) => skippedRecord(cell, "a package is not installed"))];
  expect(analyzed(plan, both).warnings[0]).toMatchObject({
    skipped: [{ reason: "a package is not installed", runs: 3 }, ...skipped],
  });
});

test("an accurate configuration that lacks runs is not the answer yet", () => {
  const analysis = analysisBy((_, __, seed) => (seed === 5 ? null : {}), {
    name: "document",
    axes: {},
    seeds: [1, 2, 3, 4, 5],
  });
  expect(analysis.answer).toMatchObject({ kind: "incomplete", winner: null });
  expect(analysis.answer).toMatchObject({ promising: named(analysis, "document").id });
});

test("a baseline that wins with ties is not a saving, and the smallest file among them is known", () => {
  const analysis = analysisBy((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.002, int8: [0.0019, 0.0022][seed - 1]!, int4: 0.003 }[scheme]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(analysis.answer).toMatchObject({ kind: "no-saving", winner: named(analysis, "float32").id });
  expect(analysis.answer.smallest).toBe(named(analysis, "int8").id);
});

test("costs are compared pair by pair: neither a shared drift nor one noisy run decides", () => {
  // int4 is a fifth cheaper than int8 in each of seven seeds, whose own costs range over a factor of seven.
  const drift = analysisBy(
    (_, scheme, seed) => ({ usdPerMillionTexts: { float32: 3, int8: 1, int4: 0.8 }[scheme]! * seed }),
    { seeds: [1, 2, 3, 4, 5, 6, 7], rounds: 1 },
  );
  expect(drift.answer).toMatchObject({ kind: "cheapest", winner: named(drift, "int4").id, tied: [] });
  // Ten pairs, one of them the other way round by far: the interval from the 2nd to the 9th ratio leaves it out.
  const noisy = analysisBy(
    (_, scheme, seed) => ({
      usdPerMillionTexts: scheme === "int4" ? (seed === 9 ? 50 : 0.9) : scheme === "int8" ? 1 : 3,
    }),
    { seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], rounds: 1 },
  );
  expect(noisy.answer).toMatchObject({ winner: named(noisy, "int4").id, tied: [] });
});

test("a configuration without validation rows is refused; the others keep selecting on theirs", () => {
  const analysis = analysisBy((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    ...(scheme === "int4" ? { validationAccuracy: null } : {}),
  }));
  expect(analysis.floors[0]!.selectedOn).toBe("validation");
  expect(named(analysis, "int4").refusal).toEqual({ kind: "no-validation-rows" });
  expect(analysis.answer.winner).toBe(named(analysis, "int8").id);
});

test("a baseline without validation rows puts the choice on test rows, and is named as the cause", () => {
  const analysis = analysisBy((_, scheme) => (scheme === "float32" ? { validationAccuracy: null } : {}));
  expect(analysis.floors[0]!.selectedOn).toBe("test");
  expect(analysis.answer).toMatchObject({ selectedOnTest: "baseline-held-nothing-back" });
});

test("different shares of validation rows are a warning", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  const cells = plan.cells.map((cell, index) => {
    const training = { ...cell.experiment.training, validation: index === 0 ? 0.1 : 0.2 };
    return { ...cell, experiment: { ...cell.experiment, training } };
  });
  const warnings = analyzed(
    { ...plan, cells },
    cells.map((cell) => okRecord(cell)),
  ).warnings;
  expect(warnings).toContainEqual({ kind: "several-validation-shares", shares: [0.1, 0.2] });
});

/** A plan whose configurations are served in scenarios of their own; the first in the default one. */
function servedIn(...scenarios: readonly Scenario[]) {
  return makePlan({ axes: { "serving.scenario": ["closed-loop", ...scenarios] }, seeds: [1] });
}

test("scenarios whose costs are of different work are a warning, and batches without a latency lack none", () => {
  const plan = servedIn("offline", "http");
  const warnings = analyzed(
    plan,
    plan.cells.map((cell) => okRecord(cell, { p99Ms: null })),
  ).warnings;
  expect(warnings).toContainEqual({ kind: "several-scenarios", scenarios: ["closed-loop", "offline", "http"] });
  expect(warnings).toContainEqual(expect.objectContaining({ kind: "not-measured", runs: 2, finished: 3 }));
  expect(analyzed(servedIn(), [okRecord(servedIn().cells[0]!)]).warnings.map(({ kind }) => kind)).not.toContain(
    "several-scenarios",
  );
});

test("a winner whose test accuracy contradicts the floor is marked", () => {
  // 20 rows of 100 worse on test, equal on validation. The difference of 100 rows, 20 of which are worse, has the variance
  // (0.2 - 0.2²) / 99, and errors that one of the two trainings may have missed add (1.645 * 0.01 / 2)²: an error of 0.0410.
  // 1.66 of them above −0.2 is −0.132.
  const analysis = analysisBy((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    test: scheme === "int4" ? rightOf100(70) : rightOf100(90),
    validationAccuracy: 0.9,
  }));
  expect(analysis.answer.winner).toBe(named(analysis, "int4").id);
  expect(analysis.answer).toMatchObject({
    missedOnTest: [
      { verdict: { value: expect.closeTo(-0.2), required: -0.01, atBest: expect.closeTo(-0.132, 3), rows: 100 } },
    ],
  });
});
