import { expect, test } from "vitest";
import type { Plan, PlannedCell, RunRecord } from "../../../../harness/contract/index.ts";
import type { Analysis, ConfigurationResult } from "../../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import {
  failedRecord,
  HOST,
  makePlan,
  okRecord,
  quantRun,
  type RunFigures,
  seeded,
  skippedRecord,
  timeoutRecord,
  troubledRun,
} from "../../../fixtures/records.ts";

const analyzed = (plan: Plan, records: readonly RunRecord[]): Analysis => analyze(plan, records, seeded(1));

/** Three schemes, two seeds; figures by scheme. */
function run(
  figures: (cell: PlannedCell, scheme: string, seed: number) => RunFigures | RunRecord | null,
  options: Partial<Parameters<typeof makePlan>[0]> = {},
): Analysis {
  const plan = makePlan({ axes: { quantization: ["float32", "int8", "int4"] }, seeds: [1, 2], ...options });
  const records = plan.cells.flatMap((cell) => {
    const given = figures(cell, String(cell.fields.quantization), cell.experiment.training.seed);
    if (given === null) return [];
    return "status" in given ? [given] : [okRecord(cell, given)];
  });
  return analyzed(plan, records);
}

function named({ configurations }: Analysis, label: string): ConfigurationResult {
  const found = configurations.find((one) => one.label === label);
  if (found === undefined) throw new Error(`no configuration ${label}`);
  return found;
}

/** `right` of 100 test rows. */
const rows = (right: number): boolean[] => Array.from({ length: 100 }, (_, row) => row < right);

const COSTS: Record<string, number> = { float32: 0.003, int8: 0.002, int4: 0.001 };

test("the cheapest configuration within the floor wins on validation and is reported on test", () => {
  const analysis = run((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    // int4 is best on test but below the floor on validation.
    correct: rows({ float32: 90, int8: 88, int4: 95 }[scheme]!),
    validationAccuracy: { float32: 0.9, int8: 0.89, int4: 0.88 }[scheme]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(analysis.floor).toMatchObject({
    phrase: "within 1 point of the baseline on the validation rows",
    selectedOn: "validation",
  });
  expect(analysis.floor.threshold).toBeCloseTo(0.89, 12);
  expect(analysis.answer.kind).toBe("cheapest");
  expect(analysis.answer.winner).toBe(named(analysis, "int8").id);
  expect(named(analysis, "int4").refusal).toBe("below the floor of 89.0 % on the validation rows");
  expect(analysis.answer.text).toBe(
    "int8 is the cheapest configuration within 1 point of the baseline on the validation rows: $0.00200 per million texts (baseline $0.00300) at 88.0 % accuracy on 100 unseen test rows (baseline 90.0 %), in a 202 kB file instead of 642 kB.",
  );
});

test("without validation rows the test rows select, and the answer says so", () => {
  const analysis = run((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]!, validationAccuracy: null }));
  expect(analysis.floor.selectedOn).toBe("test");
  expect(analysis.answer.winner).toBe(named(analysis, "int4").id);
  expect(analysis.answer.text).toContain("the choice was made on the test rows themselves");
  expect(analysis.answer.text).not.toContain("unseen");
});

test("a configuration that lacks a seed cannot win, however cheap", () => {
  const analysis = run((cell, scheme, seed) =>
    scheme === "int4" && seed === 2 ? failedRecord(cell) : { usdPerMillionTexts: COSTS[scheme]! },
  );
  expect(named(analysis, "int4").refusal).toBe("1 of its 2 runs finished");
  expect(analysis.answer.winner).toBe(named(analysis, "int8").id);
});

test("ties are named, and the smallest file among the eligible ones", () => {
  const analysis = run((_, scheme, seed) => ({
    // int8 costs more than int4 in seed 1 and less in seed 2; float32 costs more in both.
    usdPerMillionTexts: { float32: 0.003, int8: 0.002, int4: [0.0017, 0.0021][seed - 1]! }[scheme]!,
    modelBytes: { float32: 642_000, int8: 100_000, int4: 122_000 }[scheme]!,
  }));
  expect(analysis.answer.winner).toBe(named(analysis, "int4").id);
  expect(analysis.answer.tied).toEqual([named(analysis, "int8").id]);
  expect(analysis.answer.smallest).toBe(named(analysis, "int8").id);
  expect(analysis.answer.text).toContain(
    "As far as the runs can tell, int8 costs the same; the smallest file among them is that of int8: 100 kB at 87.5 % accuracy.",
  );
});

test("a winner that ties with the baseline is no measurable saving", () => {
  const analysis = run((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.00205, int8: [0.0018, 0.0021][seed - 1]!, int4: 1 }[scheme]!,
  }));
  expect(analysis.answer.kind).toBe("no-saving");
  expect(analysis.answer.winner).toBe(named(analysis, "int8").id);
  expect(analysis.answer.text).toContain(
    "Nothing that is accurate enough (within 1 point of the baseline on the validation rows) is measurably cheaper than the baseline, float32: $0.00205 per million texts at 87.5 % accuracy on 8 unseen test rows. The lowest figure, $0.00195 of int8, cannot be told from it.",
  );
});

test("where everything ties the answer says that nothing is measurably cheaper", () => {
  const analysis = run((_, scheme, seed) => ({
    // Cheaper in one seed, dearer in the other: 1.1, 1.2 and 1.3 against 1.9, 1.8 and 1.6.
    usdPerMillionTexts: { float32: [0.0011, 0.0019], int8: [0.0012, 0.0018], int4: [0.0013, 0.0016] }[scheme]![
      seed - 1
    ]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(analysis.answer.kind).toBe("all-tie");
  expect(analysis.answer.text).toBe(
    "All 3 configurations within 1 point of the baseline on the validation rows cost about the same, $0.00145 to $0.00150 per million texts: none is measurably cheaper than another. The smallest file among those that cost the same is that of int4: 122 kB instead of 642 kB, at 87.5 % accuracy on 8 unseen test rows (baseline 87.5 %).",
  );
});

test("the baseline may itself be the cheapest", () => {
  const analysis = run((_, scheme) => ({ usdPerMillionTexts: { float32: 1, int8: 2, int4: 3 }[scheme]! }));
  expect(analysis.answer.kind).toBe("baseline-cheapest");
  expect(analysis.answer.text).toMatch(
    /^The baseline, float32, is itself the cheapest configuration: \$1\.00 per million texts/,
  );
  expect(analysis.answer.text).not.toContain("(baseline");
});

test("a plan of one configuration has figures and nothing to choose between", () => {
  const analysis = run(() => ({ validationAccuracy: null }), { name: "document", axes: {} });
  expect(analysis.answer.kind).toBe("only-one");
  expect(analysis.answer.text).toBe(
    "The only configuration (document) costs $0.00100 per million texts at 87.5 % accuracy on 8 test rows, in a 642 kB file; the matrix has no other to compare it with. No validation rows were held back: its accuracy is on the test rows that it was validated on.",
  );
});

test("a floor that nothing reaches names the most accurate configuration", () => {
  const analysis = run((_, scheme) => ({ correct: rows(scheme === "int8" ? 80 : 70) }), {
    accuracyFloor: { atLeast: 0.85 },
  });
  expect(analysis.answer.kind).toBe("none-within-floor");
  expect(analysis.answer.winner).toBeNull();
  expect(analysis.answer.text).toMatch(
    /^No configuration that finished is accurate enough: the floor, with at least 85 % accuracy on the validation rows, asks for 85\.0 %/,
  );
  expect(analysis.answer.text).toContain("80.0 % there: int8");
});

test("an absolute floor needs no baseline", () => {
  const analysis = run((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]! }), {
    baseline: null,
    accuracyFloor: { atLeast: 0.8 },
  });
  expect(analysis.answer.text).toMatch(
    /^int4 is the cheapest configuration with at least 80 % accuracy on the validation rows: \$0.00100 per/,
  );
  expect(named(analysis, "int8").versusBaseline).toBeNull();
});

test("a floor relative to a baseline that failed cannot be judged", () => {
  const analysis = run((cell, scheme) => (scheme === "float32" ? failedRecord(cell, "no kernel") : {}));
  expect(analysis.answer.kind).toBe("no-baseline");
  expect(analysis.answer.text).toContain("the baseline, float32, has not finished (backend while serving: no kernel)");
});

test("where nothing finished the first failure is told", () => {
  const analysis = run((cell, scheme) => (scheme === "float32" ? skippedRecord(cell, "no GPU here") : null));
  expect(analysis.answer.kind).toBe("nothing-finished");
  expect(analysis.answer.text).toBe(
    "No answer yet: none of the 6 planned cells has finished. The first that did not: float32 (no GPU here).",
  );
  expect(analysis.counts).toEqual({ ok: 0, skipped: 2, failed: 0, timeout: 0, missing: 4 });
});

test("a single run ties by the range of its rounds", () => {
  const wide = run((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]!, rounds: [0.4, 1.6] }), { seeds: [1] });
  expect(wide.answer.tied).toContain(named(wide, "int8").id);
  const narrow = run((_, scheme) => ({ usdPerMillionTexts: COSTS[scheme]!, rounds: [0.95, 1.05] }), { seeds: [1] });
  expect(narrow.answer.tied).toEqual([]);
});

test("of several records of a key the last counts, and records outside the plan do not", () => {
  const plan = makePlan({ axes: { quantization: ["float32"] }, seeds: [1] });
  const stranger = makePlan({ axes: { quantization: ["other"] }, seeds: [9] }).cells[0]!;
  const cell = plan.cells[0]!;
  const analysis = analyzed(plan, [failedRecord(cell), okRecord(stranger), okRecord(cell, { correct: rows(70) })]);
  expect(analysis.counts).toEqual({ ok: 1, skipped: 0, failed: 0, timeout: 0, missing: 0 });
  expect(analysis.configurations).toHaveLength(1);
  expect(analysis.configurations[0]!.figures!.accuracy.middle).toBe(0.7);
  expect(analyzed(plan, [okRecord(cell), timeoutRecord(cell)]).cells[0]!.reason).toBe(
    "over the limit of 60 s while training",
  );
  const teachers = { ...timeoutRecord(cell), teacher: "the teacher abc" } as RunRecord;
  expect(analyzed(plan, [teachers]).cells[0]!.reason).toBe("over the limit of 60 s while training the teacher abc");
});

test("a training measured twice counts once", () => {
  const analysis = run(
    (cell) => ({
      trainRun: cell.experiment.training.seed === 1 ? "x" : `y${cell.repeat}`,
      correct: rows(cell.experiment.training.seed === 1 ? 60 : 90),
    }),
    { repeats: 2 },
  );
  const figures = named(analysis, "float32").figures!;
  expect(figures.trainings).toBe(3);
  expect(figures.accuracy).toEqual({ middle: (0.6 + 0.9 + 0.9) / 3, low: 0.6, high: 0.9, runs: 4 });
});

test("the difference from the baseline is paired by seed and row", () => {
  const analysis = run((_, scheme) => ({ correct: rows(scheme === "int8" ? 84 : 90) }));
  const { versusBaseline } = named(analysis, "int8");
  expect(versusBaseline!.difference).toBeCloseTo(-0.06, 12);
  expect(versusBaseline!.p).toBeCloseTo(2 / 2 ** 6, 12); // six rows, all against
  expect(versusBaseline!.pairs).toBe(2);
  // Standard error sqrt(.06 * .94 / 100) = 0.0237.
  expect(versusBaseline!.interval.low).toBeCloseTo(-0.11, 2);
  expect(versusBaseline!.interval.high).toBeCloseTo(-0.02, 2);
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
  expect(other).toMatchObject({ refusal: "other data than the baseline", isOnFrontier: false });
  expect(other.frontierProbability).toBeNull();
  expect(named(analysis, "brown-press").frontierProbability).toBe(1);
  expect(analysis.answer).toMatchObject({ kind: "baseline-cheapest", tied: [] });
  expect(analysis.warnings.join(" ")).toContain("2 datasets");
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
  expect(named(analysis, "csv:other.csv").refusal).toBe("other data than the first configuration");
  expect(analyzed(plan, [okRecord(second!)]).answer.text).toBe(
    "No answer yet: 1 of 2 runs finished. None of them is on the data that the answer is sought for.",
  );
});

test("equal datasets with other test rows are other data", () => {
  const analysis = run((_, scheme) => ({ correct: scheme === "int8" ? rows(90) : rows(90).slice(0, 50) }));
  expect(named(analysis, "int8").refusal).toBe("other data than the baseline");
});

test("what was not measured stays null", () => {
  const analysis = run(() => ({ p99Ms: null, p50Ms: null, peakRssBytes: null }));
  const figures = named(analysis, "float32").figures!;
  expect([figures.p50Ms, figures.p90Ms, figures.p99Ms, figures.peakRssBytes]).toEqual([null, null, null, null]);
  expect(analysis.warnings.join(" ")).toContain("Not measured in 6 of 6 finished cells: peak memory");
});

test("doubts are told: other machines, other code, few seeds", () => {
  const analysis = run((_, scheme) => ({
    host: scheme === "int8" ? { ...HOST, fingerprint: "other" } : HOST,
    ...(scheme === "int4" ? { code: "older" } : {}),
  }));
  const text = analysis.warnings.join("\n");
  expect(text).toContain("2 different machines");
  expect(text).toContain("2 records were made by other code");
  expect(text).toContain("2 trainings a configuration");
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
  expect(warnings[0]).toContain("32 of 36 cells finished");
});

test("an accurate configuration that lacks runs is no answer yet", () => {
  const analysis = run((_, __, seed) => (seed === 5 ? null : {}), {
    name: "document",
    axes: {},
    seeds: [1, 2, 3, 4, 5],
  });
  expect(analysis.answer).toMatchObject({ kind: "incomplete", winner: null });
  expect(analysis.answer.text).toBe(
    "No answer yet: 4 of 5 runs finished. Accurate enough so far (within 1 point of the baseline on the validation rows) and the cheapest of those is document, $0.00100 per million texts at 87.5 % test accuracy.",
  );
});

test("an answer made before every run has its record says so; failures do not", () => {
  const partly = run((_, scheme) => (scheme === "int4" ? null : { usdPerMillionTexts: COSTS[scheme]! }));
  expect(partly.answer.kind).toBe("cheapest");
  expect(partly.answer.text).toMatch(/This can still change: 4 of 6 runs finished so far\.$/);
  const failed = run((cell, scheme) => (scheme === "int4" ? failedRecord(cell) : {}));
  expect(failed.answer.text).not.toContain("can still change");
});

test("a baseline that wins with ties is no saving, and tells the smallest file", () => {
  const analysis = run((_, scheme, seed) => ({
    usdPerMillionTexts: { float32: 0.002, int8: [0.0019, 0.0022][seed - 1]!, int4: 0.003 }[scheme]!,
    modelBytes: { float32: 642_000, int8: 202_000, int4: 122_000 }[scheme]!,
  }));
  expect(analysis.answer).toMatchObject({ kind: "no-saving", winner: named(analysis, "float32").id });
  expect(analysis.answer.text).toBe(
    "Nothing that is accurate enough (within 1 point of the baseline on the validation rows) is measurably cheaper than the baseline, float32: $0.00200 per million texts at 87.5 % accuracy on 8 unseen test rows. The smallest file among those that cost the same is that of int8: 202 kB instead of 642 kB, at 87.5 % accuracy.",
  );
});

test("costs are compared pair by pair: a drift that all share hides nothing, and one noisy run decides nothing", () => {
  // int4 is a tenth cheaper than int8 in each of five seeds, whose own costs range over a factor of five.
  const drift = run((_, scheme, seed) => ({ usdPerMillionTexts: { float32: 3, int8: 1, int4: 0.9 }[scheme]! * seed }), {
    seeds: [1, 2, 3, 4, 5],
  });
  expect(drift.answer).toMatchObject({ kind: "cheapest", winner: named(drift, "int4").id, tied: [] });
  // Nine pairs, one of them the other way round by far: the interval from the 2nd to the 8th ratio leaves it out.
  const noisy = run(
    (_, scheme, seed) => ({
      usdPerMillionTexts: scheme === "int4" ? (seed === 9 ? 50 : 0.9) : scheme === "int8" ? 1 : 3,
    }),
    { seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
  );
  expect(noisy.answer).toMatchObject({ winner: named(noisy, "int4").id, tied: [] });
});

test("all tie only where every two of them tie", () => {
  // In three seeds: float32 against int4 2 : 1, int8 against int4 2 : 1, but float32 is dearer than int8 in all.
  const costs: Record<string, readonly number[]> = {
    int4: [1, 1, 1.5],
    int8: [1.1, 1.1, 1.1],
    float32: [1.2, 1.2, 1.2],
  };
  const analysis = run((_, scheme, seed) => ({ usdPerMillionTexts: costs[scheme]![seed - 1]! }), { seeds: [1, 2, 3] });
  expect(analysis.answer.tied).toHaveLength(2);
  expect(analysis.answer.kind).toBe("no-saving");
});

test("a configuration without validation rows is refused; the others keep selecting on theirs", () => {
  const analysis = run((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    ...(scheme === "int4" ? { validationAccuracy: null } : {}),
  }));
  expect(analysis.floor.selectedOn).toBe("validation");
  expect(named(analysis, "int4").refusal).toBe("held back no validation rows, so it cannot be compared");
  expect(analysis.answer.winner).toBe(named(analysis, "int8").id);
});

test("a baseline without validation rows puts the choice on test rows, and is named as the cause", () => {
  const analysis = run((_, scheme) => (scheme === "float32" ? { validationAccuracy: null } : {}));
  expect(analysis.floor.selectedOn).toBe("test");
  expect(analysis.answer.text).toContain("The baseline held back no validation rows, so the choice was made on");
});

test("different shares of validation rows are a doubt", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  const cells = plan.cells.map((cell, index) => {
    const training = { ...cell.experiment.training, validation: index === 0 ? 0.1 : 0.2 };
    return { ...cell, experiment: { ...cell.experiment, training } };
  });
  const warnings = analyzed(
    { ...plan, cells },
    cells.map((cell) => okRecord(cell)),
  ).warnings.join(" ");
  expect(warnings).toContain("for validation (10.0 % and 20.0 %)");
});

test("a winner whose test accuracy contradicts the floor is told apart", () => {
  // 20 rows of 100 worse on test, equal on validation: 1 point is far outside the interval.
  const analysis = run((_, scheme) => ({
    usdPerMillionTexts: COSTS[scheme]!,
    correct: rows(scheme === "int4" ? 70 : 90),
    validationAccuracy: 0.9,
  }));
  expect(analysis.answer.winner).toBe(named(analysis, "int4").id);
  expect(analysis.answer.text).toMatch(/On the test rows int4 is clearly below that floor: −20\.0 points \(−2\d/);
});
