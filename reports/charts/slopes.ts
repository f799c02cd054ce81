import { geometricMean, mean } from "simple-statistics";
import { groupBy } from "../../harness/base/group-by.ts";
import { type MatchedPair, matchedPairs, techniqueAxes } from "../../harness/judge/analysis/levers/matched-pairs.ts";
import { axisTitle } from "../words/axes.ts";
import { axisValueText } from "../words/axis-values.ts";
import { sampledNote } from "../words/charts/sampled.ts";
import { type LargestSlope, SLOPE_FORMATS, type SlopeFigure, slopeWords } from "../words/charts/slopes.ts";
import type { Language } from "../words/language.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf } from "./chart.ts";
import { evenly } from "./evenly.ts";
import { solidNameColors } from "./named-lines.ts";
import { brokenName } from "./row-names.ts";
import { BYTES_TICKS, FRAME, PALETTE, positiveScale } from "./theme.ts";

const READ: Readonly<Record<SlopeFigure, (one: FinishedConfiguration) => number>> = {
  accuracy: ({ figures }) => figures.accuracy.middle,
  cost: ({ figures }) => figures.usdPerMillionTexts.middle,
  size: ({ figures }) => figures.modelBytes.middle,
};

/** Costs and sizes are compared by their ratios, as what the levers do is: a mean of dollars would be that of the dearest pair alone. */
const IS_RATIO: Readonly<Record<SlopeFigure, boolean>> = { accuracy: false, cost: true, size: true };

/** Thin lines that are still told apart. */
const MOST_PAIRS = 300;

/** One figure without and with each technique, between configurations that are equal in all else. */
function slopeChart(name: string, figure: SlopeFigure): Chart {
  return {
    name,
    section: "levers",
    draw(analysis, language) {
      const { labels } = analysis;
      const finished = finishedOf(analysis);
      const pairs = techniqueAxes(labels).flatMap((axis) => matchedPairs(finished, labels, axis));
      const largest = largestSlope(pairs, figure, language);
      if (largest === null) return null;
      const shown = evenly(pairs, MOST_PAIRS);
      const words = slopeWords(language);
      const title = words.title(figure, largest);
      return {
        title,
        subtitle: `${words.subtitle}${sampledNote(shown.length, pairs.length, language)}`,
        description: words.description(figure, pairs.length, title),
        spec: specOf(shown, figure, language),
      };
    },
  };
}

/** Null if nothing changes by as much as a figure is printed. */
function largestSlope(pairs: readonly MatchedPair[], figure: SlopeFigure, language: Language): LargestSlope | null {
  const read = READ[figure];
  const meanOf = IS_RATIO[figure] ? geometricMean : mean;
  const slopes = [...groupBy(pairs, ({ axis, to }) => JSON.stringify([axis, to])).values()].map(
    (group): LargestSlope => ({
      from: axisValueText(group[0]!.axis, group[0]!.from, language),
      to: axisValueText(group[0]!.axis, group[0]!.to, language),
      before: meanOf(group.map(({ before }) => read(before))),
      after: meanOf(group.map(({ after }) => read(after))),
      pairs: group.length,
    }),
  );
  const size = ({ before, after }: LargestSlope) =>
    IS_RATIO[figure] ? Math.abs(Math.log(after / before)) : Math.abs(after - before);
  const [first] = slopes.sort((a, b) => size(b) - size(a));
  const format = SLOPE_FORMATS[figure];
  return first === undefined || format(first.before) === format(first.after) ? null : first;
}

/** Characters of a value's name that stand in one line below a side. */
const LONGEST_LINE = 16;

/** Pixels of a chart that the name of a side needs beside others. */
const SIDE_WIDTH = 75;

function specOf(pairs: readonly MatchedPair[], figure: SlopeFigure, language: Language): DrawnChart["spec"] {
  const words = slopeWords(language);
  const format = SLOPE_FORMATS[figure];
  const axes = [...new Set(pairs.map(({ axis }) => axis))];
  const valueNames = new Set(pairs.map(({ to }) => to));
  // With more values than colors, a technique has one for all of them.
  const nameOf = ({ axis, to }: MatchedPair) =>
    valueNames.size <= PALETTE.length ? axisValueText(axis, to, language) : axisTitle(axis, language);
  const sides = axes.flatMap((axis) => [`${axis} without`, `${axis} with`]);
  const sideNames = Object.fromEntries(
    axes.flatMap((axis) => [
      [
        `${axis} without`,
        brokenName(axisValueText(axis, pairs.find((pair) => pair.axis === axis)!.from, language), LONGEST_LINE),
      ],
      [`${axis} with`, words.with(axisTitle(axis, language))],
    ]),
  );
  const values = pairs.flatMap((pair, index) => {
    const [before, after] = [READ[figure](pair.before), READ[figure](pair.after)];
    const shared = {
      pair: index,
      axis: pair.axis,
      name: nameOf(pair),
      change: `${format(before)} → ${format(after)}`,
      configuration: [pair.before.id, pair.after.id],
    };
    const scaled = (value: number) => (figure === "accuracy" ? value * 100 : value);
    return [
      { ...shared, side: `${pair.axis} without`, label: pair.before.label, value: scaled(before) },
      { ...shared, side: `${pair.axis} with`, label: pair.after.label, value: scaled(after) },
    ];
  });
  const shown = values.map(({ value }) => value);
  const areClose = `containerSize()[0] / ${sides.length} < ${SIDE_WIDTH}`;
  const x = {
    field: "side",
    type: "nominal",
    title: null,
    sort: sides,
    scale: { type: "point", padding: 0.3 },
    axis: {
      // Where sides are close, their names would cover each other.
      labelAngle: { expr: `${areClose} ? -35 : 0` },
      labelAlign: { expr: `${areClose} ? 'right' : 'center'` },
      labelBaseline: "top",
      labelExpr: `${JSON.stringify(sideNames)}[datum.label]`,
      labelLimit: { expr: `${areClose} ? 110 : width / ${sides.length} - 8` },
      grid: true,
      ticks: false,
    },
  } as const;
  const y = {
    type: "quantitative",
    title: words.axis[figure],
    scale: figure === "accuracy" ? { zero: false } : positiveScale(shown, true),
    axis:
      figure === "size" ? { tickCount: 5, ...BYTES_TICKS } : { tickCount: 5, format: figure === "cost" ? "$~r" : "~r" },
  } as const;
  const colored = solidNameColors([...new Set(values.map(({ name }) => name))]);
  return {
    ...FRAME,
    height: 280,
    data: { values },
    encoding: { x, ...colored },
    layer: [
      {
        mark: { type: "line", strokeWidth: 1, opacity: 0.4, color: PALETTE[0]! },
        encoding: { y: { ...y, field: "value" }, detail: { field: "pair" } },
      },
      {
        mark: { type: "point", filled: true, size: 24, opacity: 0.55, color: PALETTE[0]! },
        encoding: {
          y: { ...y, field: "value" },
          tooltip: [
            { field: "label", title: words.tooltip.configuration },
            { field: "name", title: words.tooltip.technique },
            { field: "change", title: words.tooltip.change },
          ],
        },
      },
      {
        transform: IS_RATIO[figure]
          ? [
              { calculate: "log(datum.value)", as: "logarithm" },
              meansOf("logarithm"),
              { calculate: "exp(datum.mean)", as: "mean" },
            ]
          : [meansOf("value")],
        mark: { type: "line", strokeWidth: 2.5, color: PALETTE[0]! },
        encoding: { y: { ...y, field: "mean" }, detail: [{ field: "name" }, { field: "axis" }] },
      },
    ],
  };
}

function meansOf(field: string) {
  return {
    aggregate: [{ op: "mean" as const, field, as: "mean" }],
    groupby: ["name", "axis", "side"],
  };
}

export const slopeAccuracy = slopeChart("slopeaccuracy", "accuracy");
export const slopeCost = slopeChart("slopecost", "cost");
export const slopeSize = slopeChart("slopesize", "size");
