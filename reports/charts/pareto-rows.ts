import type { Analysis } from "../../harness/analysis/analysis.ts";
import { formatShare, formatUsd } from "../../harness/analysis/format.ts";
import type { Labels } from "../../harness/analysis/labels.ts";
import type { Finished } from "./chart.ts";
import { PALETTE } from "./theme.ts";

/** A point of the Pareto chart. */
export interface Row {
  readonly name: string;
  readonly colour: string;
  readonly shape: string;
  readonly usd: number;
  readonly usdLow: number;
  readonly usdHigh: number;
  /** Percent. */
  readonly accuracy: number;
  readonly accuracyLow: number;
  readonly accuracyHigh: number;
  readonly role: "winner" | "baseline" | "other";
  readonly isEligible: boolean;
  readonly isOnFrontier: boolean;
  readonly costText: string;
  readonly accuracyText: string;
  readonly floorText: string;
  readonly frontierText: string;
}

export const SHAPES = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"] as const;

/** The two axes with the most values that colours and shapes can still tell apart; null where there is none. */
export function channelAxes({ axes, parts }: Labels): [string | null, string | null] {
  const sized = axes
    .map((axis) => ({ axis, size: new Set([...parts.values()].map((part) => part.get(axis) ?? "")).size }))
    .sort((a, b) => b.size - a.size);
  const colour = sized.find(({ size }) => size <= PALETTE.length)?.axis ?? null;
  const shape = sized.find(({ axis, size }) => axis !== colour && size <= SHAPES.length)?.axis ?? null;
  return [colour, shape];
}

export function rowOf(
  one: Finished,
  { labels, answer }: Analysis,
  colourAxis: string | null,
  shapeAxis: string | null,
): Row {
  const { usdPerMillionTexts: usd, testAccuracy: accuracy } = one.figures;
  const part = (axis: string | null) => (axis === null ? "" : (labels.parts.get(one.id)?.get(axis) ?? "as configured"));
  return {
    name: one.label,
    colour: part(colourAxis),
    shape: part(shapeAxis),
    usd: usd.middle,
    usdLow: usd.low,
    usdHigh: usd.high,
    accuracy: accuracy.middle * 100,
    accuracyLow: accuracy.low * 100,
    accuracyHigh: accuracy.high * 100,
    role: one.id === answer.winner ? "winner" : one.isBaseline ? "baseline" : "other",
    isEligible: one.isEligible,
    isOnFrontier: one.isOnFrontier,
    costText: `${formatUsd(usd.middle)} (${formatUsd(usd.low)} to ${formatUsd(usd.high)})`,
    accuracyText: `${formatShare(accuracy.middle)} (${formatShare(accuracy.low)} to ${formatShare(accuracy.high)})`,
    floorText: one.refusal === null ? "yes" : `no: ${one.refusal}`,
    frontierText: one.frontierProbability === null ? "—" : `in ${formatShare(one.frontierProbability)} of the samples`,
  };
}
