import { describe, expect, test } from "vitest";
import type { Analysis } from "../../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { costAnswer } from "../../../../harness/judge/analysis/cost-answer.ts";
import { usualOperation } from "../../../../harness/judge/analysis/cost-by-volume.ts";
import type { Chosen } from "../../../../harness/judge/analysis/decision.ts";
import { byCondition, namedBy } from "../../../../harness/judge/analysis/within-condition.ts";
import { rentedOffering } from "../../../../harness/judge/pricing/monthly/rented-offering.ts";
import { analysisBy, analyzed, named, rowsRight } from "../../../fixtures/analyses.ts";
import { failedRecord, makePlan, okRecord, type RunFigures, seeded } from "../../../fixtures/records.ts";
import { withSamples } from "../../../fixtures/serving-samples.ts";

const AXES = { "serving.scenario": ["offline", "http"], quantization: ["float32", "int8", "int4"] };

/** US dollars per million texts. */
const COSTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  offline: { float32: 0.001, int8: 0.002, int4: 0.003 },
  http: { float32: 0.03, int8: 0.02, int4: 0.01 },
};

/** The loop is the cheapest with everything, and the order of its configurations is the reverse. */
const analysis = analysisBy(
  ({ fields }, scheme) => ({ usdPerMillionTexts: COSTS[String(fields["serving.scenario"])]![scheme]! }),
  { axes: AXES, baseline: { "serving.scenario": "http", quantization: "float32" }, rounds: 13 },
);

const labelsOf = ({ configurations }: Analysis, ids: Iterable<string>) =>
  [...ids].map((id) => configurations.find((one) => one.id === id)!.label);

test("each scenario has an answer of its own, and there is none across them", () => {
  expect(analysis.answer).toMatchObject({ kind: "by-condition", winner: null, tied: [], smallest: null });
  const [offline, http] = byCondition(analysis);
  expect([offline!.condition!.scenario, http!.condition!.scenario]).toEqual(["offline", "http"]);
  expect(labelsOf(analysis, namedBy(analysis))).toEqual(["scenario offline · float32", "scenario http · int4"]);
  // The first is compared with the baseline's configuration in its own scenario, which it is.
  expect(offline!.analysis.answer.kind).toBe("baseline-cheapest");
  expect(http!.analysis.answer.kind).toBe("cheapest");
});

test("comparisons, the frontier and letters are within a scenario", () => {
  for (const { analysis: own } of byCondition(analysis)) {
    const { comparisons } = own.answer as Chosen;
    const ids = own.configurations.map(({ id }) => id);
    expect(comparisons).toHaveLength(2);
    for (const { configuration } of comparisons) expect(ids).toContain(configuration);
    // All are equally accurate, so that the cheapest of the three is the frontier.
    expect(own.configurations.filter(({ isOnFrontier }) => isOnFrontier).map(({ id }) => id)).toEqual([
      own.answer.winner,
    ]);
    expect(own.configurations.map(({ frontierProbability }) => frontierProbability).sort()).toEqual([0, 0, 1]);
  }
  // int8 costs twice and two thirds of what float32 does, whatever the other scenario costs.
  const { ratio } = (byCondition(analysis)[0]!.analysis.answer as Chosen).comparisons[0]!;
  expect(ratio).toBeCloseTo(2, 12);
  expect(analysis.groups.cost.get(named(analysis, "scenario offline · float32").id)).toBe("a");
  expect(analysis.groups.cost.get(named(analysis, "scenario http · int4").id)).toBe("a");
});

test("the level of a scenario's comparisons is shared by its own alone: as many rounds tell as in a run of that scenario", () => {
  const alone = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS.http![scheme]! }), {
    axes: { "serving.scenario": ["http"], quantization: AXES.quantization },
    rounds: 13,
  });
  const http = byCondition(analysis)[1]!.analysis.answer as Chosen;
  const strip = ({ comparisons }: Chosen) => comparisons.map(({ configuration: _, ...rest }) => rest);
  expect(strip(http)).toEqual(strip(alone.answer as Chosen));
});

test("where the baseline did not finish in its scenario, the same model in another one says what is accurate enough", () => {
  const plan = makePlan({ axes: AXES, baseline: { "serving.scenario": "http", quantization: "float32" }, seeds: [1] });
  const records = plan.cells.map((cell) =>
    cell.isBaseline ? failedRecord(cell) : okRecord(cell, { validationAccuracy: 0.9 }),
  );
  const [floor] = analyze(plan, records, seeded(1)).floors;
  expect(floor!.threshold).toBeCloseTo(0.89, 12);
});

test("the baseline of another scenario that lacks a run is no reason to doubt the floor, and the plan's own is", () => {
  const plan = makePlan({
    axes: AXES,
    baseline: { "serving.scenario": "http", quantization: "float32" },
    seeds: [1, 2],
  });
  const without = (scenario: string) => {
    const records = plan.cells
      .filter(({ fields, experiment: { training } }) => {
        const isOfBaseline = fields["serving.scenario"] === scenario && fields.quantization === "float32";
        return !(isOfBaseline && training.seed === 2);
      })
      .map((cell) => okRecord(cell));
    return analyze(plan, records, seeded(1)).warnings.filter(({ kind }) => kind === "unfinished-baseline");
  };
  expect(without("offline")).toEqual([]);
  expect(without("http")).toEqual([{ kind: "unfinished-baseline", finished: 1, planned: 2 }]);
});

test("nothing finished is said once", () => {
  expect(analyze(makePlan({ axes: AXES }), [], seeded(1)).answer.kind).toBe("nothing-finished");
});

describe("a month's bill", () => {
  const asked = (configuration: string | null, run = analysis) =>
    costAnswer(run, {
      textsPerMonth: 50e6,
      operation: usualOperation(run),
      hosted: null,
      offerings: [],
      offeringOf: (price) => rentedOffering(price, 4),
      configuration,
      versus: null,
    })!;

  test("is of the baseline's scenario, and lists no other", () => {
    const { condition, chosen, cells } = asked(null);
    expect(condition!.scenario).toBe("http");
    expect(chosen.configuration.label).toBe("scenario http · int4");
    expect(cells).toHaveLength(3);
  });

  test("or, where nothing finished there, of another one", () => {
    const failed = analysisBy(
      (cell) => (cell.fields["serving.scenario"] === "http" ? failedRecord(cell) : { usdPerMillionTexts: 0.001 }),
      { axes: AXES, baseline: { "serving.scenario": "http", quantization: "float32" } },
    );
    expect(asked(null, failed).condition!.scenario).toBe("offline");
  });

  test("or of that of the configuration that is asked about, compared with what stands for the baseline there", () => {
    const { condition, chosen, crossings } = asked(named(analysis, "scenario offline · int8").id);
    expect([condition!.scenario, chosen.configuration.label]).toEqual(["offline", "scenario offline · int8"]);
    expect(crossings).toMatchObject([
      { kind: "cell", other: { configuration: { label: "scenario offline · float32" } } },
    ]);
  });
});

describe("what a matrix calls given", () => {
  const axes = { "training.rows": [200, 1000], quantization: ["float32", "int8", "int4"] };
  const baseline = { "training.rows": 1000, quantization: "float32" };
  /** Right ones of 100 validation and test rows, and US dollars per million texts. */
  const FIGURES: Readonly<Record<string, readonly [right: number, usd: number]>> = {
    "200 float32": [85, 0.004],
    "200 int8": [95, 0.002],
    "200 int4": [85, 0.001],
    "1000 float32": [90, 0.03],
    "1000 int8": [90, 0.02],
    "1000 int4": [90, 0.01],
  };
  type Wanted = (name: string) => readonly [right: number, usd: number];

  function analysisWith(given: readonly string[] | undefined, wanted: Wanted = (name) => FIGURES[name]!): Analysis {
    return analysisBy(
      ({ fields }, scheme): RunFigures => {
        const [right, usd] = wanted(`${fields["training.rows"]} ${scheme}`);
        return { correct: rowsRight(right), validationAccuracy: right / 100, usdPerMillionTexts: usd };
      },
      { axes, baseline, rounds: 13, ...(given && { given }) },
    );
  }

  const analysis = analysisWith(["training.rows"]);
  const winners = (run: Analysis) =>
    byCondition(run).map(({ analysis: own }) => labelsOf(run, namedBy({ answer: own.answer })));

  test("has an answer for each of its values, which is no other's and not that of all", () => {
    // Within a point of 90 % at 1,000 rows are all but two: the cheapest of them is int8 at 200, which nobody with 1,000 trains.
    expect(winners(analysisWith(undefined))).toEqual([["rows 200 · int8"]]);
    // Within a point of 85 % at 200 rows are all three.
    expect(winners(analysis)).toEqual([["rows 200 · int4"], ["rows 1000 · int4"]]);
    expect(byCondition(analysis).map(({ condition }) => condition!.values)).toEqual([
      { "training.rows": 200 },
      { "training.rows": 1000 },
    ]);
  });

  test("has a floor, a baseline and differences from it of its own", () => {
    const [few, many] = byCondition(analysis).map((own) => own.analysis);
    expect(few!.floors[0]!.threshold).toBeCloseTo(0.84, 12);
    expect(many!.floors[0]!.threshold).toBeCloseTo(0.89, 12);
    const baselines = analysis.configurations.filter(({ isBaseline }) => isBaseline);
    expect(baselines.map(({ label }) => label)).toEqual(["rows 200 · float32", "rows 1000 · float32"]);
    expect(named(analysis, "rows 200 · int8").versusBaseline!.difference).toBeCloseTo(0.1, 12);
    expect(named(analysis, "rows 1000 · int8").versusBaseline!.difference).toBe(0);
    expect(named(analysis, "rows 200 · float32").versusBaseline).toBeNull();
    // Of the whole: that of the plan's baseline.
    expect(analysis.floors).toEqual(many!.floors);
  });

  test("has a frontier and letters of its own, by cost and by accuracy", () => {
    const onFrontier = analysis.configurations.filter(({ isOnFrontier }) => isOnFrontier).map(({ label }) => label);
    expect(onFrontier).toEqual(["rows 200 · int8", "rows 200 · int4", "rows 1000 · int4"]);
    // All of 1,000 rows answer alike, so that they share a letter, whatever those of 200 have.
    const letters = (run: Analysis, label: string) => run.groups.accuracy.get(named(run, label).id);
    expect(letters(analysis, "rows 1000 · float32")).toBe("a");
    expect(letters(analysis, "rows 200 · int8")).toBe("a");
    expect(letters(analysis, "rows 200 · float32")).toBe("b");
    expect(analysis.groups.cost.get(named(analysis, "rows 1000 · int4").id)).toBe("a");
  });

  test("has no ties across its values", () => {
    const alike: Wanted = (name) => [90, name.endsWith("int4") ? 0.001 : 0.01];
    const tied = (run: Analysis) => byCondition(run).map(({ analysis: own }) => labelsOf(run, own.answer.tied));
    expect(tied(analysisWith(undefined, alike))).toEqual([["rows 1000 · int4"]]);
    expect(tied(analysisWith(["training.rows"], alike))).toEqual([[], []]);
  });

  test("leaves one value without an answer where no configuration stands for the baseline there", () => {
    const whole = makePlan({ axes, baseline, seeds: [1, 2], given: ["training.rows"] });
    const isWanted = ({ fields }: (typeof whole.cells)[number]) =>
      !(fields["training.rows"] === 200 && fields.quantization === "float32");
    const plan = { ...whole, cells: whole.cells.filter(isWanted) };
    const records = plan.cells.map((cell) => {
      const [right, usd] = FIGURES[`${cell.fields["training.rows"]} ${cell.fields.quantization}`]!;
      return okRecord(cell, { correct: rowsRight(right), validationAccuracy: right / 100, usdPerMillionTexts: usd });
    });
    const lines = withSamples(records, { rounds: 13 });
    const [few, many] = byCondition(analyzed(plan, lines));
    expect(few!.analysis.answer).toMatchObject({ kind: "no-baseline", baseline: null });
    expect(many!.analysis.answer.kind).toBe("cheapest");
    // A rule that needs no baseline is judged there all the same.
    const absolute = { ...plan, quality: [{ figure: "accuracy" as const, label: null, atLeast: 0.8 }] };
    const [judged] = byCondition(analyzed(absolute, lines));
    expect(labelsOf(analyzed(absolute, lines), namedBy({ answer: judged!.analysis.answer }))).toEqual([
      "rows 200 · int4",
    ]);
  });

  test("is combined with the scenarios, of which each has the same floor", () => {
    const run = analysisBy(
      ({ fields }) => ({
        correct: rowsRight(fields["training.rows"] === 200 ? 70 : 90),
        validationAccuracy: fields["training.rows"] === 200 ? 0.7 : 0.9,
      }),
      {
        axes: {
          "serving.scenario": ["http", "offline"],
          "training.rows": [1000, 200],
          quantization: ["float32", "int8"],
        },
        given: ["training.rows"],
      },
    );
    const found = byCondition(run).map(({ condition, analysis: { floors } }) => [
      condition!.values["training.rows"],
      condition!.values["serving.scenario"],
      Number(floors[0]!.threshold!.toFixed(2)),
    ]);
    // Rows in the matrix' order, scenarios in that of their list.
    expect(found).toEqual([
      [1000, "offline", 0.89],
      [1000, "http", 0.89],
      [200, "offline", 0.69],
      [200, "http", 0.69],
    ]);
  });

  test("is nothing where the cells that are left have one value", () => {
    const plan = makePlan({ axes: { ...axes, "training.rows": [200] }, given: ["training.rows"], seeds: [1] });
    const { answer } = analyzed(
      plan,
      plan.cells.map((cell) => okRecord(cell)),
    );
    expect(answer.kind).not.toBe("by-condition");
  });
});
