import { expect, test } from "vitest";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../../harness/judge/analysis/analyze.ts";
import type { DrawnChart } from "../../../reports/charts/chart.ts";
import { analysisBy } from "../../fixtures/analyses.ts";
import { makePlan, okRecord, seeded } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { draw, drawnOf, twoSchemes } from "./drawn.ts";

/** Data of the layers that bring their own. */
const ownData = (chart: DrawnChart) => JSON.stringify(chart.spec).match(/"floor":[\d.]+/g);

test("of several scenarios a line is spoken of where one of them has two configurations on its frontier", () => {
  const subtitleOf = (costs: Readonly<Record<string, number>>) => {
    const analysis = analysisBy(
      (_, scheme) => ({
        usdPerMillionTexts: costs[scheme]!,
        correct: Array.from({ length: 100 }, (__, row) => row < (scheme === "float32" ? 90 : 80)),
      }),
      { axes: { "serving.scenario": ["offline", "http"], quantization: ["float32", "int8"] } },
    );
    return draw("pareto", analysis)!.subtitle;
  };
  // int8 is less accurate, and dearer in one case and cheaper in the other.
  expect(subtitleOf({ float32: 1, int8: 2 })).not.toContain("line connects");
  expect(subtitleOf({ float32: 2, int8: 1 })).toContain(
    "A line connects the configurations of a scenario that no other",
  );
});

test("the dashed line is below the baseline's test accuracy by the floor's points", () => {
  const onTest = draw("pareto", twoSchemes([90, 90], [2, 1], null))!;
  expect(ownData(onTest)?.[0]).toBe('"floor":89');
  expect(JSON.stringify(onTest.spec)).toContain("floor: baseline − 1 point");
  const onValidation = draw("pareto", twoSchemes([90, 90], [2, 1]))!;
  expect(JSON.stringify(onValidation.spec)).toContain("baseline − 1 point, on test rows");
  expect(onValidation.subtitle).toContain("The choice is made on validation rows");
  expect(onTest.subtitle).not.toContain("validation");
});

test("an accuracy's bar is the baseline's accuracy plus the paired interval", () => {
  const analysis = twoSchemes([90, 84], [2, 1]);
  const { interval } = analysis.configurations[1]!.versusBaseline!;
  const { values } = draw("pareto", analysis)!.spec.data as unknown as { values: Record<string, number>[] };
  expect(values[0]).toMatchObject({ yLow: 90, yHigh: 90 });
  expect(values[1]!.yLow).toBeCloseTo(90 + 100 * interval.low, 9);
  expect(values[1]!.yHigh).toBeCloseTo(90 + 100 * interval.high, 9);
});

test("a baseline that wins is still named as the baseline, and so is what ties with it", () => {
  const spec = JSON.stringify(draw("pareto", twoSchemes([90, 90], [1, 1]))!.spec);
  expect(spec).toContain('"text":"float32 (baseline)"');
  expect(spec).toContain('"text":"int8"');
});

test("the winner is labeled on a phone and on a desktop, however long its name", () => {
  const long = "a name longer than a telephone is wide, and by far";
  const plan = makePlan({ axes: { quantization: ["float32", long] }, seeds: [1] });
  const records = plan.cells.map((cell, index) => okRecord(cell, { usdPerMillionTexts: 2 - index }));
  const spec = JSON.stringify(draw("pareto", analyze(plan, records, seeded(1)))!.spec);
  expect(
    spec.match(new RegExp(`"text":"${long}","limit":\\{"expr":"(width < 560|!\\(width < 560\\)) \\?`, "g")),
  ).toHaveLength(2);
});

test("the frontier is explained where it is a line, bars where there are any", () => {
  expect(draw("pareto", twoSchemes([90, 90], [2, 1]))!.subtitle).not.toContain("The line connects");
  expect(draw("pareto", twoSchemes([95, 90], [2, 1]))!.subtitle).toContain("The line connects");
  expect(drawnOf("pareto", "wide")!.subtitle).not.toContain("bars");
});

test("an unfinished run is not called inaccurate", () => {
  const plan = makePlan({ axes: {}, seeds: [1, 2] });
  const chart = draw("pareto", analyze(plan, [okRecord(plan.cells[0]!)], seeded(1)))!;
  expect(chart.title).toBe("No answer yet: 1 of 2 runs finished");
});

test("points of the Pareto chart are as opaque as they are sure to be on the frontier, and hollow if they cannot be the answer", () => {
  const usd: Record<string, number> = { float32: 0.003, int8: 0.002, int4: 0.001 };
  const analysis = analysisBy((_, scheme) => ({
    usdPerMillionTexts: usd[scheme]!,
    correct: Array.from({ length: 100 }, (__, row) => row < (scheme === "int4" ? 40 : 90)),
  }));
  const spec = draw("pareto", analysis)!.spec as unknown as {
    readonly data: { readonly values: readonly { readonly name: string; readonly frontierProbability: number }[] };
    readonly layer: readonly {
      readonly mark: { readonly type: string; readonly filled?: boolean };
      readonly encoding: object;
    }[];
  };
  const probabilities = Object.fromEntries(spec.data.values.map((row) => [row.name, row.frontierProbability]));
  expect(probabilities).toEqual({ float32: 0, int8: 1, int4: 1 });
  const points = spec.layer.filter(({ mark, encoding }) => mark.type === "point" && "opacity" in encoding);
  expect(points.map(({ mark }) => mark.filled)).toEqual([true, false]);
});

test("bars of costs and speeds are intervals, and those of a single run the range of its rounds", () => {
  const valuesOf = (name: string, analysis: Analysis) => {
    const { spec } = draw(name, analysis)!;
    return (spec as unknown as { readonly data: { readonly values: readonly Record<string, number>[] } }).data
      .values[0]!;
  };
  const plan = makePlan({ axes: { quantization: ["float32"] }, seeds: [1] });
  // Of nine rounds the interval is from the second to the second last.
  const costs = [0.5, 0.9, 0.95, 1, 1, 1, 1.05, 1.1, 3];
  const records = [okRecord(plan.cells[0]!, { usdPerMillionTexts: 1 })];
  const lines = withSamples(records, { rounds: 9, costs: (_, round) => costs[round - 1]! });
  const { xLow, xHigh } = valuesOf("pareto", analyze(plan, lines, seeded(1)));
  expect([xLow, xHigh]).toEqual([expect.closeTo(0.9, 9), expect.closeTo(1.1, 9)]);
  const single = valuesOf("throughput", analyze(plan, [okRecord(plan.cells[0]!, { rounds: [0.9, 1.2] })], seeded(1)));
  expect([single.low! / single.texts!, single.high! / single.texts!]).toEqual([
    expect.closeTo(0.9, 9),
    expect.closeTo(1.2, 9),
  ]);
});
