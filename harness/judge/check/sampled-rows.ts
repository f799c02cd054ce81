import { median } from "simple-statistics";
import {
  type CheckedPhase,
  type PhasePairs,
  SAMPLED_FIGURES,
  type SampledFigure,
  type SamplePair,
} from "../../contract/sample.ts";
import type { CheckRow } from "./check-result.ts";
import { type Comparison, candidatesOf, type Judged } from "./decide.ts";
import { METRIC_NAMES, METRICS } from "./metrics.ts";

/** A sampled phase and its pairs. */
export interface SampledPairs {
  readonly unit: CheckedPhase;
  readonly screen: PhasePairs;
  /** Null if none of its metrics was a candidate. */
  readonly confirm: PhasePairs | null;
}

/** Less than this is what an allocator's arenas make of the same work. */
const LEAST_BYTES = 1_000_000;

/** What a fresh process of each phase is sampled for. */
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

/** A failed unit has no comparison: its rows say so. @param marginOf of a metric in a unit */
export function comparisonsOf(
  results: readonly SampledPairs[],
  marginOf: (metric: SampledFigure, unit: CheckedPhase) => number,
): Comparison[] {
  return results.flatMap(({ unit, screen, confirm }) => {
    if (unit.isControl || failureOf(screen, confirm) !== null) return [];
    return METRICS_OF[unit.phase].flatMap((metric) => {
      const pairs = screen.pairs[metric];
      if (pairs === undefined) return [];
      const { better, unit: measure } = METRICS[metric];
      const comparison: Comparison = {
        key: keyOf(unit, metric),
        better,
        margin: marginOf(metric, unit),
        minimumChange: measure === "bytes" ? { kind: "bytes", least: LEAST_BYTES } : { kind: "ms" },
        screen: pairs,
        confirm: confirm?.pairs[metric] ?? [],
      };
      return [comparison];
    });
  });
}

/** Units with a candidate among their metrics, and the controls of the same phases: what fresh pairs are taken of. */
export function unitsToConfirm(results: readonly SampledPairs[], comparisons: readonly Comparison[]): CheckedPhase[] {
  const candidates = new Set(candidatesOf(comparisons));
  const units = results.map(({ unit }) => unit);
  const suspects = units.filter(
    (unit) => !unit.isControl && METRICS_OF[unit.phase].some((metric) => candidates.has(keyOf(unit, metric))),
  );
  const phases = new Set(suspects.map(({ phase }) => phase));
  return [...suspects, ...units.filter(({ isControl, phase }) => isControl && phases.has(phase))];
}

/** Base against base by metric, screen and confirmation together. */
export function controlPairs(results: readonly SampledPairs[]): Record<string, SamplePair[]> {
  const controls = results.filter(({ unit }) => unit.isControl);
  return Object.fromEntries(
    controls.flatMap(({ unit, screen, confirm }) =>
      METRICS_OF[unit.phase].flatMap((metric) => {
        const pairs = [...(screen.pairs[metric] ?? []), ...(confirm?.pairs[metric] ?? [])];
        return pairs.length === 0 ? [] : [[metric, pairs] as const];
      }),
    ),
  );
}

/** @param labelOf name of a cell, by the content id of its fields */
export function sampledRows(
  results: readonly SampledPairs[],
  judged: readonly Judged[],
  labelOf: (cell: string) => string,
): CheckRow[] {
  const byKey = new Map(judged.map((one) => [one.key, one]));
  return results
    .filter(({ unit }) => !unit.isControl)
    .flatMap((result) =>
      METRICS_OF[result.unit.phase].flatMap(
        (metric) => rowOf(result, metric, byKey, labelOf(result.unit.cells[0]!)) ?? [],
      ),
    )
    .sort((a, b) => METRIC_NAMES.indexOf(a.metric) - METRIC_NAMES.indexOf(b.metric));
}

function rowOf(
  { unit, screen, confirm }: SampledPairs,
  metric: SampledFigure,
  judged: ReadonlyMap<string, Judged>,
  label: string,
): CheckRow | null {
  const failure = failureOf(screen, confirm);
  const verdict = judged.get(keyOf(unit, metric));
  // A figure that neither side has, such as memory if the kernel does not report it, gets no row.
  if (verdict === undefined && failure === null) return null;
  const row = {
    cell: unit.cells[0]!,
    alsoOf: unit.cells.slice(1),
    label,
    metric,
    severity: "error",
    limit: null,
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
