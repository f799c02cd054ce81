import { describe, expect, test } from "vitest";
import type { OkRecord } from "../../harness/contract/index.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../harness/judge/analysis/analyze.ts";
import type { Chart, DrawnChart } from "../../reports/charts/chart.ts";
import { CHARTS } from "../../reports/charts/registry.ts";
import { DARK_BACKGROUND, PALETTE, rowScale, rowsHeight, twoLines } from "../../reports/charts/theme.ts";
import { axisValueText } from "../../reports/words/axis-values.ts";
import { markName } from "../../reports/words/mark-names.ts";
import { analysisBy } from "../fixtures/analyses.ts";
import { makePlan, okRecord, seeded } from "../fixtures/records.ts";
import { withSamples } from "../fixtures/serving-samples.ts";
import { compileWarnings } from "./compile-warnings.ts";
import { expectTranslated } from "./in-chinese.ts";
import { analysisOf, RUNS } from "./runs.ts";

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Titles of axes, legends and lines of tooltips anywhere in a spec. */
function titlesIn(spec: unknown): string[] {
  if (typeof spec !== "object" || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]) =>
    key === "title" && typeof value === "string" ? [value] : titlesIn(value),
  );
}

/** The same of a chart, each layer's once: names of points are layers, in other places where they are of other lengths. */
function titlesOf({ spec }: DrawnChart): string[] {
  const { layer = [], ...shared } = spec as { readonly layer?: readonly unknown[] };
  const ofLayers = [shared, ...layer].map((part) => JSON.stringify(titlesIn(part)));
  return [...new Set(ofLayers)].flatMap((titles) => JSON.parse(titles) as string[]);
}

/** Names of percentiles, which are the same in every language. */
const PERCENTILES: ReadonlySet<string> = new Set(["p50", "p99"]);

/**
 * What texts may name, and say alike in every language: configurations, values of axes, classes, and what is beside the matrix. Without single
 * letters and "baseline", which are words as well.
 */
function namesOf({ labels, plan, marks }: Analysis): string[] {
  const values = [...labels.nameParts.values()].flatMap((parts) =>
    [...parts].map(([axis, { full }]) => ({ axis, full })),
  );
  const names = [
    ...labels.names.values(),
    ...values.filter(({ axis, full }) => axisValueText(axis, full, "zh") === full).map(({ full }) => full),
    ...plan.datasets.flatMap((dataset) => dataset.labels),
    ...marks.measured.map(({ name }) => name).filter((name) => markName(name, "zh") === name),
    ...marks.hosted.map(({ service }) => service),
  ];
  return names.filter((name) => name.length > 1 && name !== "baseline");
}

const SIZES: Readonly<Record<string, number>> = {
  ...{ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 },
  ...{ 万: 1e4, 亿: 1e8, 万亿: 1e12 },
};

/** Large numbers are counted by thousands in English and by ten thousands in Chinese: "651.5 million" and "6.515亿" -> "651500000" */
function withWholeNumbers(text: string): string {
  return text.replaceAll(
    /([\d.]+) ?(thousand|million|billion|trillion|万亿|万|亿)/g,
    (_, number: string, size: string) => String(Number((Number(number) * SIZES[size]!).toPrecision(4))),
  );
}

/** Of the first run that it has something to show of. */
function drawnIn(draw: Chart["draw"]): DrawnChart {
  const drawn = Object.keys(RUNS).flatMap((name) => draw(analysisOf(name), "en") ?? []);
  return drawn[0]!;
}

describe.each(CHARTS)("$name", ({ draw }) => {
  test.each(Object.keys(RUNS))("compiles without a warning and without NaN: %s", (name) => {
    const chart = draw(analysisOf(name), "en");
    if (chart === null) return;
    expect(compileWarnings(chart.spec)).toEqual([]);
    expect(numbersIn(chart.spec).every(Number.isFinite)).toBe(true);
  });

  test("says what it shows", () => {
    const chart = drawnIn(draw);
    expect(chart.title.length).toBeGreaterThan(20);
    expect(chart.description).toContain(chart.title);
    expect(`${chart.title} ${chart.subtitle} ${chart.description}`).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  test.each(Object.keys(RUNS))("what it says in Chinese has the numbers and the names of the English: %s", (name) => {
    const analysis = analysisOf(name);
    const [english, chinese] = [draw(analysis, "en"), draw(analysis, "zh")];
    expect(chinese === null).toBe(english === null);
    if (english === null || chinese === null) return;
    expect(numbersIn(chinese.spec.data)).toEqual(numbersIn(english.spec.data));
    expect(compileWarnings(chinese.spec)).toEqual([]);
    const names = namesOf(analysis);
    for (const part of ["title", "subtitle", "description"] as const) {
      expectTranslated(withWholeNumbers(english[part]), withWholeNumbers(chinese[part]), names);
    }
    const [titles, inChinese] = [titlesOf(english), titlesOf(chinese)];
    expect(inChinese).toHaveLength(titles.length);
    for (const [index, title] of titles.entries()) {
      if (PERCENTILES.has(title)) expect(inChinese[index]).toBe(title);
      else expectTranslated(title, inChinese[index]!, names);
    }
  });

  test("draws nothing where nothing finished", () => {
    expect(draw(analysisOf("nothing"), "en")).toBeNull();
  });
});

test("names of charts are unique and fit an element's id", () => {
  const names = CHARTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+$/);
});

test("of several scenarios a line is spoken of where one of them has two configurations on its frontier", () => {
  const subtitleOf = (costs: Readonly<Record<string, number>>) => {
    const analysis = analysisBy(
      (_, scheme) => ({
        usdPerMillionTexts: costs[scheme]!,
        correct: Array.from({ length: 100 }, (__, row) => row < (scheme === "float32" ? 90 : 80)),
      }),
      { axes: { "serving.scenario": ["offline", "http"], quantization: ["float32", "int8"] } },
    );
    return CHARTS.find(({ name }) => name === "pareto")!.draw(analysis, "en")!.subtitle;
  };
  // int8 is less accurate, and dearer in one case and cheaper in the other.
  expect(subtitleOf({ float32: 1, int8: 2 })).not.toContain("line connects");
  expect(subtitleOf({ float32: 2, int8: 1 })).toContain(
    "A line connects the configurations of a scenario that no other",
  );
});

test("titles state the finding with its figures", () => {
  const titles = Object.fromEntries(CHARTS.map(({ name, draw }) => [name, draw(analysisOf("quant"), "en")?.title]));
  // int4-blocks is smaller, and below the floor.
  expect(titles.size).toBe(
    "The smallest file that is accurate enough has 203 kB, 3.2 times smaller than the baseline’s: int8 · onnx and 3 more",
  );
  expect(titles.training).toMatch(/^Training takes 1\.\d+ s and ends at 8\d\.\d %/);
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

const draw = (name: string, analysis: Analysis) => CHARTS.find((chart) => chart.name === name)!.draw(analysis, "en");

/** Two schemes in two seeds, each right on `right` of 100 rows; with held-out rows by default. */
function twoSchemes(right: readonly [number, number], usd: readonly [number, number], validation: number | null = 0.9) {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
  const records = plan.cells.map((cell) => {
    const scheme = cell.fields.quantization === "float32" ? 0 : 1;
    const correct = Array.from({ length: 100 }, (_, row) => row < right[scheme]!);
    return okRecord(cell, { correct, usdPerMillionTexts: usd[scheme]!, validationAccuracy: validation });
  });
  return analyze(plan, records, seeded(1));
}

/** Data of the layers that bring their own. */
const ownData = (chart: DrawnChart) => JSON.stringify(chart.spec).match(/"floor":[\d.]+/g);

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
  expect(draw("pareto", analysisOf("wide"))!.subtitle).not.toContain("bars");
});

test("an unfinished run is not called inaccurate", () => {
  const plan = makePlan({ axes: {}, seeds: [1, 2] });
  const chart = draw("pareto", analyze(plan, [okRecord(plan.cells[0]!)], seeded(1)))!;
  expect(chart.title).toBe("No answer yet: 1 of 2 runs finished");
});

test("configurations on other data are not in the charts, however cheap", () => {
  const plan = makePlan({ axes: { dataset: ["brown-press", "csv:short.csv"] }, seeds: [1] });
  const records = plan.cells.map((cell, index) =>
    okRecord(cell, { usdPerMillionTexts: 2 - index, trainRun: `of ${cell.fields.dataset}` }),
  );
  const analysis = analyze(plan, records, seeded(1));
  for (const chart of CHARTS) expect(JSON.stringify(chart.draw(analysis, "en")), chart.name).not.toContain("short");
});

test("one kind of file gives no chart of sizes", () => {
  expect(draw("size", analysisOf("lone"))).toBeNull();
});

test("files that differ by a few bytes are one kind", () => {
  const plan = makePlan({ axes: { backend: ["onnx", "wasm"] }, baseline: { backend: "onnx" } });
  const records = plan.cells.map((cell, index) =>
    okRecord(cell, { modelBytes: 645_012, modelGzipBytes: 591_000 + index }),
  );
  const { draw } = CHARTS.find(({ name }) => name === "size")!;
  expect(draw(analyze(plan, records, seeded(1)), "en")).toBeNull();
});

test("latency that was never measured gives no chart", () => {
  const latency = CHARTS.find(({ name }) => name === "latency")!;
  expect(latency.draw(analysisOf("lone"), "en")).toBeNull();
});

test("data colors have a contrast of at least 3 to both backgrounds", () => {
  for (const color of PALETTE) {
    expect(contrast(color, "#ffffff"), color).toBeGreaterThanOrEqual(3);
    expect(contrast(color, DARK_BACKGROUND), color).toBeGreaterThanOrEqual(3);
  }
});

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

test.each([
  ["int8-rows · threshold 0.5", ["int8-rows ·", "threshold 0.5"]],
  ["float32 and 1 more, training step", ["float32 and 1 more,", "training step"]],
  ["prune (sparsity 0.5) → int8-dynamic", ["prune (sparsity 0.5) →", "int8-dynamic"]],
  // After the separator, the second line would not fit.
  ["int8 · vocabulary 2000 with hashing", ["int8 · vocabulary", "2000 with hashing"]],
  // Neither break lets both lines fit: the end stays whole.
  ["soft-targets → units-of-the-hidden-layer → int8", ["soft-targets → units-of-the-hidden-layer →", "int8"]],
  ["a-name-without-any-space", ["a-name-without-any-space"]],
])("a long name is broken after a separator if both lines fit: %s", (name, lines) => {
  expect(twoLines(name)).toEqual(lines);
});

test("rows are higher only where a name may take two lines", () => {
  expect(rowsHeight(["float32", "int8-rows"])).toBe(52);
  expect(rowsHeight(["float32", "int8-rows · threshold 0.5"])).toBe(64);
});

describe("a month's bill over the volume", () => {
  // $0.002 and $0.001 per million texts at $0.08925 an hour, 40 % of 730 hours: 65.1525 x 0.4 / 0.002 million texts.
  const chart = draw("volume", twoSchemes([88, 90], [0.002, 0.001]))!;

  test("names what one machine serves with the slowest of those shown", () => {
    expect(chart.title).toBe(
      "One machine serves 13.03 billion texts a month with each of these configurations; up to there the bill is $65.15, however few the texts",
    );
  });

  test("jumps to two machines after the last text that one serves", () => {
    const { layer } = chart.spec as { layer: { data: { values: { name: string; texts: number; usd: number }[] } }[] };
    const float32 = layer[1]!.data.values.filter(({ name }) => name === "float32");
    const before = float32.findLast(({ usd }) => usd < 66)!;
    const after = float32[float32.indexOf(before) + 1]!;
    expect(before.texts / 13_030_500_000).toBeCloseTo(1, 9);
    expect(after.texts).toBe(before.texts + 1);
    expect(after.usd - before.usd).toBeCloseTo(730 * 0.08925, 9);
  });
});

test("points of the Pareto chart are as opaque as they are sure to be on the frontier, and hollow if they cannot be the answer", () => {
  const usd: Record<string, number> = { float32: 0.003, int8: 0.002, int4: 0.001 };
  const analysis = analysisBy((_, scheme) => ({
    usdPerMillionTexts: usd[scheme]!,
    correct: Array.from({ length: 100 }, (__, row) => row < (scheme === "int4" ? 40 : 90)),
  }));
  const spec = CHARTS[0]!.draw(analysis, "en")!.spec as unknown as {
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
    const { spec } = CHARTS.find((chart) => chart.name === name)!.draw(analysis, "en")!;
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

test("rows are bars from 0, and points on a logarithmic scale where bars would have no length", () => {
  expect(rowScale([1, 50, 100])).toMatchObject({ isLog: false, scale: { domainMin: 0 } });
  expect(rowScale([1, 50, 101])).toMatchObject({ isLog: true, scale: { type: "log", domainMin: 0.5 } });
  expect(rowScale([0, 101]).isLog).toBe(false);
});
