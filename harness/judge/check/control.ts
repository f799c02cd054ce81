import { holm } from "../../base/statistics/holm.ts";
import { centerOf } from "../../base/statistics/signed-rank.ts";
import { LOOP_CHANGE } from "../../contract/measuring.ts";
import type { SamplePair } from "../../contract/sample.ts";
import type { ControlResult } from "./check-result.ts";
import { ALPHA, type JudgedMetric, MARGIN, marginTest, pairsNeeded } from "./decide.ts";
import { logRatios } from "./log-ratios.ts";

/** Whether times measured on this machine can be trusted. */
export type Control = Pick<ControlResult, "moved" | "reason">;

/**
 * Tests base against base by the rule for candidates, in both directions, and allows the loop to change by less than a
 * quarter either way. Too few pairs count as moved, since they could not have shown a change.
 * @param pairs base against base by metric
 * @param loopMs null where no loop was run
 */
export function controlMoved(pairs: ControlResult["pairs"], loopMs: ControlResult["loopMs"]): Control {
  const metrics = Object.entries(pairs);
  return (
    tooFewPairs(metrics) ??
    movedPairs(metrics) ??
    movedLoop(loopMs) ?? { moved: false, reason: { kind: "held", margin: MARGIN, loopMs } }
  );
}

type MetricPairs = readonly [metric: string, pairs: readonly SamplePair[]];

function tooFewPairs(metrics: readonly MetricPairs[]): Control | null {
  const needed = pairsNeeded(2 * Math.max(1, metrics.length));
  const fewest = metrics.length === 0 ? 0 : Math.min(...metrics.map(([, pairs]) => pairs.length));
  if (fewest >= needed) return null;
  return { moved: true, reason: { kind: "too-few-pairs", needed, taken: fewest } };
}

function movedPairs(metrics: readonly MetricPairs[]): Control | null {
  const sides = metrics.flatMap(([metric, pairs]) => {
    const values = logRatios(pairs);
    return ([1, -1] as const).map((direction) => ({ metric, values, p: marginTest(values, MARGIN, direction) }));
  });
  const ps = holm(sides.map(({ p }) => p));
  const moved = ps.findIndex((p) => p <= ALPHA);
  if (moved < 0) return null;
  const { metric, values } = sides[moved]!;
  const ratio = Math.exp(centerOf(values).middle);
  return { moved: true, reason: { kind: "pairs-differ", metric, ratio, p: ps[moved]! } };
}

function movedLoop(loopMs: ControlResult["loopMs"]): Control | null {
  if (loopMs === null) return null;
  const ratio = loopMs.after / loopMs.before;
  if (ratio <= LOOP_CHANGE && ratio >= 1 / LOOP_CHANGE) return null;
  return { moved: true, reason: { kind: "loop-differs", loopMs: { ...loopMs } } };
}

/** Withdraws every verdict on a time if the control moved. Verdicts on bytes stand, since a busy machine does not change them. */
export function applyControl(judged: readonly JudgedMetric[], control: Control): JudgedMetric[] {
  if (!control.moved) return [...judged];
  return judged.map((row) =>
    row.kind === "ms"
      ? { ...row, verdict: "inconclusive", p: null, reason: { kind: "machine-moved", control: control.reason } }
      : row,
  );
}
