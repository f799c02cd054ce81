import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import type { Spread } from "../../harness/base/statistics/summaries.ts";
import type { BaselineComparison } from "../../harness/judge/analysis/baseline-comparison.ts";
import { type Labels, nameOn } from "../../harness/judge/analysis/labels.ts";
import type { MarkResult } from "../../harness/judge/analysis/marks/marks.ts";
import type { AnalysisWithin } from "../../harness/judge/analysis/within-condition.ts";
import { accuracy as accuracyFigure } from "../../harness/judge/figures/catalogue/accuracy.ts";
import { usdPerMillionTexts } from "../../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import { formatPoints, formatPointsRange, formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { conditionName } from "../words/conditions.ts";
import { rangeOf } from "../words/interval.ts";
import { markName } from "../words/mark-names.ts";
import { refusalText } from "../words/refusal.ts";
import { endsOf, type FinishedConfiguration } from "./chart.ts";
import { PALETTE } from "./theme.ts";

/** A point of the Pareto chart. */
export interface ParetoPoint {
  readonly name: string;
  readonly color: string;
  readonly shape: string;
  readonly usd: number;
  readonly usdLow: number;
  readonly usdHigh: number;
  /** Percent. */
  readonly accuracy: number;
  /** Baseline's accuracy plus the paired interval of the difference; the accuracy itself where there is none. */
  readonly accuracyLow: number;
  readonly accuracyHigh: number;
  /** Of several conditions, its own. */
  readonly condition?: string;
  /** "mark": no configuration, but what they are compared with. */
  readonly role: "winner" | "tied" | "other" | "mark";
  /** Also where it is the winner. */
  readonly isBaseline: boolean;
  readonly isEligible: boolean;
  readonly isOnFrontier: boolean;
  readonly frontierProbability: number;
  readonly costText: string;
  readonly accuracyText: string;
  readonly differenceText: string;
  readonly floorText: string;
  readonly frontierText: string;
}

export const SHAPES = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"] as const;

/** The two axes with the most values for which there are enough colors and shapes; null if there is none. */
export function channelAxes({ axes, parts }: Labels): [string | null, string | null] {
  const sized = axes
    .map((axis) => ({ axis, size: new Set([...parts.values()].map((part) => part.get(axis)?.full ?? "")).size }))
    .sort((a, b) => b.size - a.size);
  const color = sized.find(({ size }) => size <= PALETTE.length)?.axis ?? null;
  const shape = sized.find(({ axis, size }) => axis !== color && size <= SHAPES.length)?.axis ?? null;
  return [color, shape];
}

/**
 * @param within what one answer is about
 * @param hasBars whether the chart shows intervals
 */
export function paretoPoint(
  one: FinishedConfiguration,
  { condition, analysis: { labels, answer, configurations } }: AnalysisWithin,
  [colorAxis, shapeAxis]: readonly [string | null, string | null],
  hasBars: boolean,
): ParetoPoint {
  const { usdPerMillionTexts: usd, accuracy } = one.figures;
  const baseline = configurations.find(({ isBaseline }) => isBaseline)?.figures ?? null;
  const compared = baseline === null ? null : one.versusBaseline;
  const end = (side: "low" | "high") =>
    compared === null || !hasBars ? accuracy.middle : baseline!.accuracy.middle + compared.interval[side];
  const part = (axis: string | null) => (axis === null ? "" : nameOn(labels, one.id, axis).brief);
  const ends = endsOf(one, usdPerMillionTexts);
  return {
    name: one.label,
    color: part(colorAxis),
    shape: part(shapeAxis),
    usd: usd.middle,
    usdLow: hasBars ? ends.low : usd.middle,
    usdHigh: hasBars ? ends.high : usd.middle,
    accuracy: accuracy.middle * 100,
    accuracyLow: end("low") * 100,
    accuracyHigh: end("high") * 100,
    ...(condition === null ? {} : { condition: conditionName(condition) }),
    role: one.id === answer.winner ? "winner" : one.isEligible && answer.tied.includes(one.id) ? "tied" : "other",
    isBaseline: one.isBaseline,
    isEligible: one.isEligible,
    isOnFrontier: one.isOnFrontier,
    frontierProbability: one.frontierProbability ?? 1,
    costText: withEnds(usd, ends, formatUsd),
    accuracyText: withEnds(accuracy, endsOf(one, accuracyFigure), formatShare),
    differenceText: compared === null ? "—" : differenceOf(compared),
    floorText: one.refusal === null ? "yes" : `no: ${refusalText(one.refusal)}`,
    frontierText:
      one.frontierProbability === null ? "—" : `in ${formatShare(one.frontierProbability)} of the resamples`,
  };
}

/** A mark whose accuracy and cost are near enough to the configurations' that the chart can show both. */
export function markPoint(mark: MarkResult): ParetoPoint {
  const { usd, accuracy, accuracyInterval, versusAnswer } = mark;
  return {
    name: markName(mark.name),
    color: "",
    shape: "",
    usd: usd.middle,
    usdLow: usd.low,
    usdHigh: usd.high,
    accuracy: accuracy * 100,
    accuracyLow: accuracy * 100,
    accuracyHigh: accuracy * 100,
    role: "mark",
    isBaseline: false,
    isEligible: false,
    isOnFrontier: false,
    frontierProbability: 1,
    costText: withEnds(usd, usd, formatUsd),
    accuracyText: withEnds({ middle: accuracy }, accuracyInterval, formatShare),
    differenceText: versusAnswer === null ? "—" : differenceOf(versusAnswer.accuracy),
    floorText: "no: it is no configuration of the matrix",
    frontierText: "—",
  };
}

function withEnds(
  { middle }: Pick<Spread, "middle">,
  { low, high }: Interval,
  format: (value: number) => string,
): string {
  return `${format(middle)} (${rangeOf(format(low), format(high))})`;
}

function differenceOf({ difference, interval }: BaselineComparison): string {
  return `${formatPoints(difference)} points (${formatPointsRange(interval)})`;
}
