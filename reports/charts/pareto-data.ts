import { perObject } from "../../harness/base/per-object.ts";
import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { BaselineComparison } from "../../harness/judge/analysis/baseline-comparison.ts";
import { type Labels, nameOn } from "../../harness/judge/analysis/labels.ts";
import type { HostedResult, MarkResult } from "../../harness/judge/analysis/marks/marks.ts";
import type { Floor } from "../../harness/judge/analysis/standard.ts";
import { type AnalysisWithin, byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { accuracy } from "../../harness/judge/figures/catalogue/accuracy.ts";
import type { Figure, QuantityFigure } from "../../harness/judge/figures/figure.ts";
import { type Figures, pooledFigure, RECORD_FIGURES } from "../../harness/judge/figures/figures.ts";
import { formatNumber, formatPoints, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { fewDigits } from "../few-digits.ts";
import { answerTitle } from "../words/answer-title.ts";
import { axisTitle } from "../words/axes.ts";
import { axisValueText } from "../words/axis-values.ts";
import { paretoWords } from "../words/charts/pareto.ts";
import { answerNoun, conditionName } from "../words/conditions.ts";
import { figureTitle } from "../words/figures/texts.ts";
import { pointsText } from "../words/floor.ts";
import { pointsRange } from "../words/from-to.ts";
import { withEnds } from "../words/interval.ts";
import { markedAsBaseline } from "../words/labels.ts";
import type { Language } from "../words/language.ts";
import { markName } from "../words/mark-names.ts";
import { marksReading } from "../words/marks.ts";
import { refusalText } from "../words/refusal.ts";
import { type FinishedConfiguration, finishedOf } from "./chart.ts";
import { marksInView } from "./marks-in-view.ts";
import type {
  ScatterChannel,
  ScatterConfiguration,
  ScatterData,
  ScatterFigure,
  ScatterFloor,
  ScatterMark,
  ScatterPrice,
} from "./scatter-data.ts";
import { PALETTE, SHAPES } from "./theme.ts";

/** What the scatter plot shows of a run; null if nothing finished. A chart draws it, and the page has it for its reader to choose others. */
export const scatterData = perObject((analysis: Analysis, language: Language): ScatterData | null => {
  const finished = finishedOf(analysis);
  if (finished.length === 0) return null;
  const parts = byCondition(analysis);
  const [colorAxis, shapeAxis] = channelAxes(analysis.labels);
  const marks = marksInView(analysis.marks, finished);
  const partOf = partsById(parts);
  return {
    finding: answerTitle(analysis, finished.length, language),
    conditionNoun: answerNoun(analysis.answer, language),
    configurations: finished.map((one) => configurationOf(one, partOf.get(one.id)!, [colorAxis, shapeAxis], language)),
    figures: figuresOf(analysis).map(({ figure, ...shown }) => ({
      name: figure.name,
      title: figureTitle(figure, language),
      ...shown,
    })),
    color: channelOf(colorAxis, finished, analysis.labels, language),
    shape: channelOf(shapeAxis, finished, analysis.labels, language),
    floor: floorOf(analysis, language),
    marks: marks.shown.map((mark) => markOf(mark, language)),
    prices: marks.priced.map((price) => priceOf(price, language)),
    marksReading: marksReading(marks, language),
  };
});

function partsById(parts: readonly AnalysisWithin[]): ReadonlyMap<string, AnalysisWithin> {
  return new Map(parts.flatMap((part) => part.analysis.configurations.map(({ id }) => [id, part] as const)));
}

interface FigureValues extends Omit<ScatterFigure, "name" | "title"> {
  readonly figure: Figure;
}

/** The figures that some configuration has: the same in every language but for their titles. */
const figuresOf = perObject((analysis: Analysis): readonly FigureValues[] => {
  const finished = finishedOf(analysis);
  const parts = byCondition(analysis);
  const partOf = partsById(parts);
  const baselineOf = new Map(
    parts.map((part) => [part, part.analysis.configurations.find(({ isBaseline }) => isBaseline)?.figures ?? null]),
  );
  const paired = finished.map((one) => pairedInterval(one, baselineOf.get(partOf.get(one.id)!) ?? null));
  return RECORD_FIGURES.flatMap((figure) => figureOf(figure, finished, paired));
});

const rounded = perObject((values: readonly (number | null)[]): readonly (number | null)[] => {
  const short = fewDigits(values.length);
  return values.map((value) => (value === null ? null : short(value)));
});

/** The same data for a page, with few digits of each figure. */
export function roundedScatter(data: ScatterData): ScatterData {
  const figures = data.figures.map(({ bars, ...figure }) => ({
    ...figure,
    middles: rounded(figure.middles),
    lows: rounded(figure.lows),
    highs: rounded(figure.highs),
    ...(bars === undefined ? {} : { bars: { lows: rounded(bars.lows), highs: rounded(bars.highs) } }),
  }));
  return { ...data, figures };
}

/** Runtimes, which differ in shape as well as in color. */
const BACKENDS: readonly string[] = ["serveBackend", "backend"];

/**
 * The axes of color and shape: a runtime's has the shape, the one with the most values for which there are colors has the color. One axis
 * alone has both, where there are enough shapes. Null where no axis varies, or each has too many values.
 */
export function channelAxes({ axes, parts }: Labels): [color: string | null, shape: string | null] {
  const sized = axes
    .map((axis) => ({ axis, size: new Set([...parts.values()].map((part) => part.get(axis)?.full ?? "")).size }))
    .sort((a, b) => b.size - a.size);
  const shaped = sized.filter(({ size }) => size <= SHAPES.length);
  const backend = shaped.find(({ axis }) => BACKENDS.includes(axis));
  const colored = sized.filter(({ size }) => size <= PALETTE.length);
  const color = colored.find((one) => one !== backend) ?? backend;
  const shape = color === backend ? backend : (backend ?? shaped.find((one) => one !== color));
  const both = shape ?? shaped.find((one) => one === color);
  return [color?.axis ?? null, both?.axis ?? null];
}

function channelOf(
  axis: string | null,
  finished: readonly FinishedConfiguration[],
  labels: Labels,
  language: Language,
): ScatterChannel | null {
  if (axis === null) return null;
  return {
    title: axisTitle(axis, language),
    values: [...new Set(finished.map(({ id }) => valueName(labels, id, axis, language)))],
  };
}

/** The name of a configuration's value on an axis, where it is made of words in the language. */
function valueName(labels: Labels, id: string, axis: string, language: Language): string {
  return axisValueText(axis, nameOn(labels, id, axis).brief, language);
}

function configurationOf(
  one: FinishedConfiguration,
  { condition, analysis: { labels, answer } }: AnalysisWithin,
  [colorAxis, shapeAxis]: readonly [string | null, string | null],
  language: Language,
): ScatterConfiguration {
  const part = (axis: string | null) => (axis === null ? "" : valueName(labels, one.id, axis, language));
  return {
    id: one.id,
    label: one.label,
    marked: one.isBaseline ? markedAsBaseline(one.label, labels, language) : one.label,
    color: part(colorAxis),
    shape: part(shapeAxis),
    condition: condition === null ? null : conditionName(condition, language),
    role: one.id === answer.winner ? "winner" : one.isEligible && answer.tied.includes(one.id) ? "tied" : "other",
    isBaseline: one.isBaseline,
    refusal: one.refusal === null ? null : refusalText(one.refusal, language),
    frontierProbability: one.frontierProbability,
    difference: one.versusBaseline === null ? null : differenceOf(one.versusBaseline, language),
  };
}

/** A figure that some configuration has; else nothing. @param paired what bars of accuracy show */
function figureOf(
  figure: Figure,
  finished: readonly FinishedConfiguration[],
  paired: readonly (Interval | null)[],
): FigureValues[] {
  if (figure.unit === "id") return [];
  const values = finished.map((one) => endsOn(figure, one));
  if (values.every((value) => value === null)) return [];
  const { unit, better } = figure;
  const own = { figure, unit, better, isKey: figure.tile !== undefined };
  const ends = {
    middles: values.map((value) => value?.middle ?? null),
    lows: values.map((value) => value?.low ?? null),
    highs: values.map((value) => value?.high ?? null),
  };
  if (figure.name !== accuracy.name) return [{ ...own, ...ends }];
  const bars = { lows: paired.map((one) => one?.low ?? null), highs: paired.map((one) => one?.high ?? null) };
  return [{ ...own, ...ends, bars }];
}

/** A figure with its interval or, of a single measurement, the range within it. */
function endsOn(
  figure: QuantityFigure,
  { figures, intervals }: FinishedConfiguration,
): (Interval & { readonly middle: number }) | null {
  const value = pooledFigure(figures, figure);
  if (typeof value === "number") return { middle: value, low: value, high: value };
  if (value === null || typeof value === "string") return null;
  const { low, high } = intervals.get(figure.name) ?? value;
  return { middle: value.middle, low, high };
}

/** The baseline's accuracy plus the interval of the difference from it, by the same test rows; null without a comparison. */
function pairedInterval({ versusBaseline }: FinishedConfiguration, baseline: Figures | null): Interval | null {
  if (versusBaseline === null || baseline === null) return null;
  const { low, high } = versusBaseline.interval;
  return { low: baseline.accuracy.middle + low, high: baseline.accuracy.middle + high };
}

/** What the matrix asks of the accuracy, which the chart shows; null if its rules are about other figures. */
function floorOf(analysis: Analysis, language: Language): ScatterFloor | null {
  const floor = analysis.floors.find(({ rule }) => rule.figure === "accuracy");
  if (floor === undefined) return null;
  return {
    level: floorLevel(floor, analysis),
    text: floorLabel(floor, language),
    isOfValidation: floor.selectedOn === "validation",
  };
}

/**
 * The floor on the axis of test accuracy: the requested share, or the allowed points below the baseline's test accuracy. If validation rows
 * select, the floor is a different number, and this only shows its distance from the baseline. Null without a baseline, with several baselines of
 * different models, or with a single configuration.
 */
function floorLevel({ rule }: Floor, { answer, configurations }: Analysis): number | null {
  if ("atLeast" in rule) return rule.atLeast;
  if (answer.kind === "only-one") return null;
  if (new Set(configurations.map(({ condition }) => condition.ofModel)).size > 1) return null;
  const baseline = configurations.find(({ isBaseline }) => isBaseline)?.figures ?? null;
  return baseline === null ? null : baseline.accuracy.middle - rule.withinPoints / 100;
}

function floorLabel({ rule, selectedOn }: Floor, language: Language): string {
  const words = paretoWords(language);
  const text =
    "atLeast" in rule
      ? `${formatNumber(rule.atLeast * 100)} %`
      : words.belowBaseline(pointsText(rule.withinPoints, language));
  return selectedOn === "test" ? words.floor(text) : words.floorOnTest(text);
}

function markOf(
  { name, accuracy: share, accuracyInterval, usd, versusAnswer }: MarkResult,
  language: Language,
): ScatterMark {
  return {
    name: markName(name, language),
    accuracy: share,
    accuracyText: withEnds(share, accuracyInterval, formatShare),
    usd: usd.middle,
    usdLow: usd.low,
    usdHigh: usd.high,
    usdText: withEnds(usd.middle, usd, formatUsd),
    differenceText: versusAnswer === null ? "—" : differenceOf(versusAnswer.accuracy, language),
  };
}

function priceOf({ service, usdPerMillionTexts, source, date }: HostedResult, language: Language): ScatterPrice {
  return {
    service,
    usd: usdPerMillionTexts,
    costText: formatUsd(usdPerMillionTexts),
    sourceText: paretoWords(language).source(source, date),
  };
}

function differenceOf({ difference, interval }: BaselineComparison, language: Language): string {
  return paretoWords(language).difference(formatPoints(difference), pointsRange(interval, language));
}
