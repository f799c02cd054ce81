import { CATALOGUE } from "../figures/catalogue/registry.ts";
import { type Check, type Direction, type Figure, GATES } from "../figures/figure.ts";
import type { UnitName } from "../figures/units.ts";

/** A figure as the check compares it: one row per cell and metric. */
export interface Metric {
  readonly figure: Figure;
  readonly check: Check;
  /** The group that checks report it in. */
  readonly gate: Check["gate"];
  /** As part of a sentence. */
  readonly title: string;
  readonly kind: Check["kind"];
  readonly better: Direction;
  readonly unit: UnitName;
}

type CheckedFigure = Extract<(typeof CATALOGUE)[number], { readonly check: Check }>;

export type MetricName = CheckedFigure["name"];

/** Typed from each figure's file, so that the compiler knows that every sampled metric has a better direction. */
type Metrics = {
  readonly [F in CheckedFigure as F["name"]]: Metric & {
    readonly kind: F["check"]["kind"];
    readonly better: F["better"];
    readonly unit: F["unit"];
  };
};

/** In the order of METRICS; metrics without a phase come last. */
const PHASES = ["train", "serve"];

/** The catalogue's compared figures, ordered by gate and phase. */
export const METRICS = Object.fromEntries(
  CATALOGUE.flatMap((figure: Figure): [string, Metric][] => {
    const { name, better, unit, check } = figure;
    if (check === undefined) return [];
    return [[name, { figure, check, gate: check.gate, title: check.noun, kind: check.kind, better, unit }]];
  }).sort(([, a], [, b]) => rankOf(a) - rankOf(b)),
) as Metrics;

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

/** Metrics that limits can ask of any class. */
export const OF_ANY_CLASS = METRIC_NAMES.filter((name) => classNoun(METRICS[name]) !== null);

/** "recall"; null for a metric that is not of a class. */
export function classNoun({ check }: Metric): string | null {
  return check.kind === "quality" ? (check.ofAnyClass ?? null) : null;
}

function rankOf({ check }: Metric): number {
  const phase = check.kind === "sampled" ? PHASES.indexOf(check.phase) : PHASES.length;
  return GATES.indexOf(check.gate) * (PHASES.length + 1) + phase;
}
