import { describe, expect, test } from "vitest";
import type { Direction } from "../../../harness/judge/figures/figure.ts";
import { scatterData } from "../../../reports/charts/pareto-data.ts";
import { figureText, MOST_POINTS, paretoPoints } from "../../../reports/charts/pareto-points.ts";
import {
  type ScatterConfiguration,
  type ScatterData,
  type ScatterFigure,
  USUAL_CHOICE,
} from "../../../reports/charts/scatter-data.ts";
import { analysisOf, RUNS } from "../runs.ts";

function figure(name: string, better: Direction, middles: readonly (number | null)[]): ScatterFigure {
  return { name, title: name, unit: "number", better, isKey: true, middles, lows: middles, highs: middles };
}

function dataOf(figures: readonly ScatterFigure[], conditions: readonly string[] = []): ScatterData {
  const configurations = figures[0]!.middles.map((_, place): ScatterConfiguration => {
    const id = `c${place}`;
    const condition = conditions[place] ?? null;
    return {
      ...{ id, label: id, marked: id, color: "", shape: "", condition, role: "other", isBaseline: false },
      ...{ refusal: null, frontierProbability: null, difference: null },
    };
  });
  return {
    ...{ finding: "", conditionNoun: null, configurations, figures, color: null, shape: null, floor: null },
    ...{ marks: [], prices: [], marksReading: [] },
  };
}

const CHOICE = { ...USUAL_CHOICE, x: "across", y: "up" };

function frontierOf(data: ScatterData, choice: Partial<typeof CHOICE> = {}): (string | undefined)[] {
  return paretoPoints(data, { ...CHOICE, ...choice })
    .points.filter(({ isOnFrontier }) => isOnFrontier)
    .map(({ configuration }) => configuration);
}

describe("the frontier", () => {
  test.each(Object.keys(RUNS))("of accuracy against cost is the analysis': %s", (name) => {
    const analysis = analysisOf(name);
    const data = scatterData(analysis, "en");
    if (data === null) return;
    const expected = analysis.configurations
      .filter(({ figures, isOnSameData, isOnFrontier }) => figures !== null && isOnSameData && isOnFrontier)
      .map(({ id }) => id);
    expect(frontierOf(data, USUAL_CHOICE)).toEqual(expected);
  });

  // c0 (1, 1), c1 (2, 3), c2 (3, 2): whoever is furthest in both directions, or in one of them.
  test.each([
    ["lower", "higher", ["c0", "c1"]],
    ["lower", "lower", ["c0"]],
    ["higher", "higher", ["c1", "c2"]],
    ["higher", "lower", ["c0", "c2"]],
    ["none", "higher", []],
    ["lower", "same", []],
  ] as const)("of a figure of which %s is better and one of which %s is", (across, up, expected) => {
    expect(frontierOf(dataOf([figure("across", across, [1, 2, 3]), figure("up", up, [1, 3, 2])]))).toEqual(expected);
  });

  const four = [figure("across", "lower", [1, 2, 3, 4]), figure("up", "higher", [1, 3, 2, 9])];

  test("is each condition's own", () => {
    expect(frontierOf(dataOf(four, ["a", "b", "a", "b"]))).toEqual(["c0", "c1", "c2", "c3"]);
    expect(frontierOf(dataOf(four))).toEqual(["c0", "c1", "c3"]);
  });

  test("is that of the configurations which are shown", () => {
    expect(frontierOf(dataOf(four), { shown: new Set(["c2", "c3"]) })).toEqual(["c2", "c3"]);
  });
});

test("what a figure is missing of is no point", () => {
  const data = dataOf([figure("across", "lower", [1, null, 3]), figure("up", "higher", [1, 2, null])]);
  expect(paretoPoints(data, CHOICE)).toMatchObject({ count: 1, points: [{ configuration: "c0" }] });
});

test("of thousands, all on the frontier and all that is pinned are drawn, and the same sample of the others each time", () => {
  const places = Array.from({ length: 3000 }, (_, place) => place);
  // Only the first is on the frontier.
  const data = dataOf([figure("across", "lower", places), figure("up", "lower", places)]);
  const choice = { ...CHOICE, pinned: new Set(["c2999"]) };
  const { points, count, hasBars } = paretoPoints(data, choice);
  const drawn = points.map(({ configuration }) => configuration);
  expect({ count, hasBars, drawn: drawn.length }).toEqual({ count: 3000, hasBars: false, drawn: MOST_POINTS });
  expect(drawn).toEqual(expect.arrayContaining(["c0", "c2999"]));
  expect(paretoPoints(data, choice).points.map(({ configuration }) => configuration)).toEqual(drawn);
  // A sample of 498 has 166 of each third, give or take 11 (one standard deviation of a binomial).
  const thirds = [0, 1, 2].map((third) => points.filter(({ x }) => Math.floor(x / 1000) === third).length);
  for (const own of thirds) expect(Math.abs(own - 166)).toBeLessThan(50);
});

test("a value is written with its ends where they differ as written", () => {
  const seconds = { ...figure("time", "lower", [1234, 1234, null]), unit: "ms", lows: [1230.1, 900, null] } as const;
  const spread = { ...seconds, highs: [1234.4, 2000, null] };
  expect([0, 1, 2].map((place) => figureText(spread, place))).toEqual(["1.23 s", "1.23 s (900 ms – 2 s)", "—"]);
});
