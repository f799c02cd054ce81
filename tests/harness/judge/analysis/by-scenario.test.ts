import { describe, expect, test } from "vitest";
import type { Analysis } from "../../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import { costAnswer } from "../../../../harness/judge/analysis/cost-answer.ts";
import { usualOperation } from "../../../../harness/judge/analysis/cost-by-volume.ts";
import type { Chosen } from "../../../../harness/judge/analysis/decision.ts";
import { byScenario, namedBy } from "../../../../harness/judge/analysis/within-scenario.ts";
import { rentedOffering } from "../../../../harness/judge/pricing/monthly/rented-offering.ts";
import { analysisBy, named } from "../../../fixtures/analyses.ts";
import { failedRecord, makePlan, okRecord, seeded } from "../../../fixtures/records.ts";

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
  expect(analysis.answer).toMatchObject({ kind: "by-scenario", winner: null, tied: [], smallest: null });
  const [offline, http] = byScenario(analysis);
  expect([offline!.scenario, http!.scenario]).toEqual(["offline", "http"]);
  expect(labelsOf(analysis, namedBy(analysis))).toEqual(["scenario offline · float32", "scenario http · int4"]);
  // The first is compared with the baseline's configuration in its own scenario, which it is.
  expect(offline!.analysis.answer.kind).toBe("baseline-cheapest");
  expect(http!.analysis.answer.kind).toBe("cheapest");
});

test("comparisons, the frontier and letters are within a scenario", () => {
  for (const { analysis: own } of byScenario(analysis)) {
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
  const { ratio } = (byScenario(analysis)[0]!.analysis.answer as Chosen).comparisons[0]!;
  expect(ratio).toBeCloseTo(2, 12);
  expect(analysis.groups.cost.get(named(analysis, "scenario offline · float32").id)).toBe("a");
  expect(analysis.groups.cost.get(named(analysis, "scenario http · int4").id)).toBe("a");
});

test("the level of a scenario's comparisons is shared by its own alone: as many rounds tell as in a run of that scenario", () => {
  const alone = analysisBy((_, scheme) => ({ usdPerMillionTexts: COSTS.http![scheme]! }), {
    axes: { "serving.scenario": ["http"], quantization: AXES.quantization },
    rounds: 13,
  });
  const http = byScenario(analysis)[1]!.analysis.answer as Chosen;
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
    return analyze(plan, records, seeded(1)).warnings.map(({ kind }) => kind);
  };
  expect(without("offline")).not.toContain("unfinished-baseline");
  expect(without("http")).toContain("unfinished-baseline");
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
    const { scenario, chosen, cells } = asked(null);
    expect(scenario).toBe("http");
    expect(chosen.configuration.label).toBe("scenario http · int4");
    expect(cells).toHaveLength(3);
  });

  test("or, where nothing finished there, of another one", () => {
    const failed = analysisBy(
      (cell) => (cell.fields["serving.scenario"] === "http" ? failedRecord(cell) : { usdPerMillionTexts: 0.001 }),
      { axes: AXES, baseline: { "serving.scenario": "http", quantization: "float32" } },
    );
    expect(asked(null, failed).scenario).toBe("offline");
  });

  test("or of that of the configuration that is asked about, compared with what stands for the baseline there", () => {
    const { scenario, chosen, crossings } = asked(named(analysis, "scenario offline · int8").id);
    expect([scenario, chosen.configuration.label]).toEqual(["offline", "scenario offline · int8"]);
    expect(crossings).toMatchObject([
      { kind: "cell", other: { configuration: { label: "scenario offline · float32" } } },
    ]);
  });
});
