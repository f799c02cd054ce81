import { median } from "simple-statistics";
import {
  type CheckedPhase,
  type PhasePairs,
  SAMPLED_FIGURES,
  type SampledFigure,
  type SamplePair,
} from "../../contract/sample.ts";
import type { CheckRow } from "./check-result.ts";
import { candidatesOf, type JudgedMetric, type MetricComparison } from "./decide.ts";
import { METRIC_NAMES, METRICS } from "./metrics.ts";

/** A phase of a cell with the pairs that were sampled from it. */
export interface SampledPairs {
  readonly checkedPhase: CheckedPhase;
  readonly screen: PhasePairs;
  /** Null where none of its metrics was a candidate. */
  readonly confirm: PhasePairs | null;
}

/** The same work can differ by this much, depending on how the allocator lays out its arenas. */
const LEAST_BYTES = 1_000_000;

/** The metrics that a fresh process of each phase measures. */
const METRICS_OF: Readonly<Record<CheckedPhase["phase"], readonly SampledFigure[]>> = {
  train: sampledIn("train"),
  serve: sampledIn("serve"),
};

function sampledIn(phase: CheckedPhase["phase"]): SampledFigure[] {
  return SAMPLED_FIGURES.filter((name) => {
    const { check } = METRICS[name];
    return check.kind === "sampled" && check.phase === phase;
  });
}

const keyOf = ({ key }: CheckedPhase, metric: SampledFigure) => `${key} ${metric}`;

/**
 * The comparisons to judge. A phase that failed has none: its rows say so.
 * @param marginOf the margin of a metric in a phase
 */
export function comparisonsOf(
  results: readonly SampledPairs[],
  marginOf: (metric: SampledFigure, checkedPhase: CheckedPhase) => number,
): MetricComparison[] {
  return results.flatMap(({ checkedPhase, screen, confirm }) => {
    if (checkedPhase.isControl || failureOf(screen, confirm) !== null) return [];
    return METRICS_OF[checkedPhase.phase].flatMap((metric) => {
      const pairs = screen.pairs[metric];
      if (pairs === undefined) return [];
      const { better, unit } = METRICS[metric];
      const comparison: MetricComparison = {
        key: keyOf(checkedPhase, metric),
        better,
        margin: marginOf(metric, checkedPhase),
        minimumChange: unit === "bytes" ? { kind: "bytes", least: LEAST_BYTES } : { kind: "ms" },
        screen: pairs,
        confirm: confirm?.pairs[metric] ?? [],
      };
      return [comparison];
    });
  });
}

/** What needs fresh pairs: every phase with a candidate among its metrics, and the controls of the same kind of phase. */
export function phasesToConfirm(
  results: readonly SampledPairs[],
  comparisons: readonly MetricComparison[],
): CheckedPhase[] {
  const candidates = new Set(candidatesOf(comparisons));
  const all = results.map(({ checkedPhase }) => checkedPhase);
  const suspects = all.filter(
    (checkedPhase) =>
      !checkedPhase.isControl &&
      METRICS_OF[checkedPhase.phase].some((metric) => candidates.has(keyOf(checkedPhase, metric))),
  );
  const phases = new Set(suspects.map(({ phase }) => phase));
  return [...suspects, ...all.filter(({ isControl, phase }) => isControl && phases.has(phase))];
}

/** Base against base by metric, screen and confirmation together. */
export function controlPairs(results: readonly SampledPairs[]): Record<string, SamplePair[]> {
  const controls = results.filter(({ checkedPhase }) => checkedPhase.isControl);
  return Object.fromEntries(
    controls.flatMap(({ checkedPhase, screen, confirm }) =>
      METRICS_OF[checkedPhase.phase].flatMap((metric) => {
        const pairs = [...(screen.pairs[metric] ?? []), ...(confirm?.pairs[metric] ?? [])];
        return pairs.length === 0 ? [] : [[metric, pairs] as const];
      }),
    ),
  );
}

/**
 * One row per sampled phase and metric, in the order of the metrics.
 * @param labelOf the name of a cell, by the content id of its fields
 */
export function sampledRows(
  results: readonly SampledPairs[],
  judged: readonly JudgedMetric[],
  labelOf: (cell: string) => string,
): CheckRow[] {
  const byKey = new Map(judged.map((one) => [one.key, one]));
  return results
    .filter(({ checkedPhase }) => !checkedPhase.isControl)
    .flatMap((result) =>
      METRICS_OF[result.checkedPhase.phase].flatMap(
        (metric) => rowOf(result, metric, byKey, labelOf(result.checkedPhase.cells[0]!)) ?? [],
      ),
    )
    .sort((a, b) => METRIC_NAMES.indexOf(a.metric) - METRIC_NAMES.indexOf(b.metric));
}

function rowOf(
  { checkedPhase, screen, confirm }: SampledPairs,
  metric: SampledFigure,
  judged: ReadonlyMap<string, JudgedMetric>,
  label: string,
): CheckRow | null {
  const failure = failureOf(screen, confirm);
  const verdict = judged.get(keyOf(checkedPhase, metric));
  // A figure that neither side has, such as memory if the kernel does not report it, gets no row.
  if (verdict === undefined && failure === null) return null;
  const row = {
    cell: checkedPhase.cells[0]!,
    alsoOf: checkedPhase.cells.slice(1),
    label,
    metric,
    className: null,
    severity: "error",
    limit: null,
    kept: [],
    waiver: null,
    screen: screen.pairs[metric] ?? [],
    confirm: confirm?.pairs[metric] ?? [],
  } as const;
  if (verdict === undefined) {
    const reason = { kind: "sample-failed", ...failure! } as const;
    return { ...row, verdict: "missing", base: null, head: null, ratio: null, p: null, reason };
  }
  const middle = (side: "base" | "head") => median(verdict.pairs.map((pair) => pair[side]));
  const { verdict: found, ratio, p, reason } = verdict;
  return { ...row, verdict: found, base: middle("base"), head: middle("head"), ratio, p, reason };
}

function failureOf(screen: PhasePairs, confirm: PhasePairs | null): PhasePairs["failure"] {
  return screen.failure ?? confirm?.failure ?? null;
}
