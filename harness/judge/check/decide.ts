import { median } from "simple-statistics";
import { holm } from "../../base/statistics/holm.ts";
import { type Center, centerOf, signedRankTest } from "../../base/statistics/signed-rank.ts";
import type { SamplePair } from "../../contract/sample.ts";
import type { Ratio, Verdict } from "./check-result.ts";
import { logRatios } from "./log-ratios.ts";
import { type MinimumChange, shortfall } from "./minimum-change.ts";
import type { PairsFinding, RowReason } from "./reason.ts";

/** Enough to notice 5 % despite 8 % noise more often than not, at two processes per pair for every cell. */
export const SCREEN_PAIRS = 10;
/**
 * Fresh pairs, since the screen also selects what looks bad by chance. With 8 % noise and one spike per 100 samples, 15
 * pairs find a slowdown by a fifth in 64 of 100 suites, 20 pairs in 84 (docs/decisions/0013).
 */
export const CONFIRM_PAIRS = 20;
/** A false alarm in at most one suite in a hundred: checks with frequent false alarms get switched off. */
export const ALPHA = 0.01;
/** Smaller changes are ignored: code layout and memory placement alone change a program's times by a few percent. */
export { MARGIN } from "../../contract/measuring.ts";
/** A pass rules out a worsening beyond this, which the screen's pairs can do despite 8 % noise. */
export const PASS_BOUND = 1.2;

/** One metric of one cell, as pairs of base and head. */
export interface MetricComparison {
  readonly key: string;
  readonly better: "lower" | "higher";
  /** 0.05 is 5 %. */
  readonly margin: number;
  readonly minimumChange: MinimumChange;
  /** At least one pair, in the order in which they were taken. */
  readonly screen: readonly SamplePair[];
  /** Fresh pairs of a candidate; ignored for others. */
  readonly confirm: readonly SamplePair[];
}

export interface JudgedMetric {
  readonly key: string;
  readonly kind: MinimumChange["kind"];
  readonly verdict: Extract<Verdict, "regressed" | "improved" | "pass" | "inconclusive">;
  /** The pairs that decided: the fresh ones of a candidate, otherwise the screen. */
  readonly pairs: readonly SamplePair[];
  /** head / base as measured; with too few pairs for a bound, its ends are 0 or infinite. */
  readonly ratio: Ratio;
  /** Holm-adjusted; null if not tested. */
  readonly p: number | null;
  readonly reason: RowReason;
  /** Upper 95 % bound of the worsening; 1.2 if a worsening by a fifth could have been missed. */
  readonly couldMiss: number;
}

/** 1: the screen looks worse; -1: it looks better; 0: neither, so there is no test. */
type Direction = 1 | -1 | 0;

interface ScreenedMetric {
  readonly comparison: MetricComparison;
  readonly direction: Direction;
  /** The pairs that decide. */
  readonly pairs: readonly SamplePair[];
  /** By pair: ln of how many times worse the head is. */
  readonly worsening: readonly number[];
  readonly center: Center;
}

/** Keys of the comparisons whose screen looks worse or better by more than half the margin. */
export function candidatesOf(comparisons: readonly MetricComparison[]): string[] {
  return comparisons.filter((comparison) => screened(comparison) !== 0).map(({ key }) => key);
}

/**
 * Judges each comparison: candidates by their fresh pairs only, the others by their screen. Worse and better candidates
 * are two families of tests, each corrected for its size; other comparisons are not tested.
 * @throws RangeError on a comparison without pairs, on a sample that is not above 0, and on a time without `baseTimedMs`
 */
export function judge(comparisons: readonly MetricComparison[]): JudgedMetric[] {
  const metrics = comparisons.map(screenedMetric);
  const tested = new Map([...testFamily(metrics, 1), ...testFamily(metrics, -1)]);
  return metrics.map((metric) => judgeMetric(metric, tested.get(metric) ?? null));
}

function screened({ better, margin, screen, key }: MetricComparison): Direction {
  if (screen.length === 0) throw new RangeError(`${key}: a verdict needs at least one pair`);
  const middle = median(worseningOf(screen, better));
  if (Math.abs(middle) <= Math.log1p(margin) / 2) return 0;
  return middle > 0 ? 1 : -1;
}

function worseningOf(pairs: readonly SamplePair[], better: MetricComparison["better"]): number[] {
  return logRatios(pairs).map((logRatio) => (better === "lower" ? logRatio : -logRatio));
}

function screenedMetric(comparison: MetricComparison): ScreenedMetric {
  const { better, screen, confirm } = comparison;
  const direction = screened(comparison);
  const pairs = direction !== 0 && confirm.length > 0 ? confirm : screen;
  const worsening = worseningOf(pairs, better);
  return { comparison, direction, pairs, worsening, center: centerOf(worsening) };
}

interface AdjustedTest {
  /** Holm-adjusted; null if there are too few pairs to reach a small enough p. */
  readonly p: number | null;
  /** Number of candidates that were tested together. */
  readonly family: number;
}

function testFamily(metrics: readonly ScreenedMetric[], direction: 1 | -1): [ScreenedMetric, AdjustedTest][] {
  const family = metrics.filter((metric) => metric.direction === direction);
  const canDecide = family.map(({ comparison }) => comparison.confirm.length >= pairsNeeded(family.length));
  const ps = family.map(({ comparison: { margin }, worsening }, index) =>
    canDecide[index] ? marginTest(worsening, margin, direction) : 1,
  );
  const adjusted = holm(ps);
  return family.map((metric, index) => [
    metric,
    { p: canDecide[index] ? adjusted[index]! : null, family: family.length },
  ]);
}

/** One-sided p of the hypothesis that the change is within the margin, upward (1) or downward (-1). */
export function marginTest(logRatios: readonly number[], margin: number, direction: 1 | -1): number {
  return signedRankTest(logRatios.map((logRatio) => direction * logRatio - Math.log1p(margin)));
}

/** The fewest pairs that can decide: the chance that all of them are on one side must be at most ALPHA / tests. */
export function pairsNeeded(tests: number): number {
  return Math.ceil(Math.log2(tests / ALPHA));
}

function judgeMetric(metric: ScreenedMetric, test: AdjustedTest | null): JudgedMetric {
  const { key, minimumChange, margin, better } = metric.comparison;
  const ratio = ratioOf(metric);
  const couldMiss = Math.exp(metric.center.high);
  const asMeasured = (worsening: number) => (better === "lower" ? worsening : 1 / worsening);
  const finding = findingOf(metric, test, ratio);
  const reason: RowReason = {
    kind: "pairs",
    pairs: metric.pairs.length,
    margin,
    finding,
    atWorst: Number.isFinite(couldMiss) ? asMeasured(couldMiss) : null,
    passBound: asMeasured(PASS_BOUND),
  };
  const verdict = verdictOf(finding, metric.direction, couldMiss);
  return { key, kind: minimumChange.kind, verdict, pairs: metric.pairs, ratio, p: test?.p ?? null, reason, couldMiss };
}

function ratioOf({ comparison: { better }, center: { middle, low, high } }: ScreenedMetric): Ratio {
  return better === "lower"
    ? { middle: Math.exp(middle), low: Math.exp(low), high: Math.exp(high) }
    : { middle: Math.exp(-middle), low: Math.exp(-high), high: Math.exp(-low) };
}

function findingOf(metric: ScreenedMetric, test: AdjustedTest | null, ratio: Ratio): PairsFinding {
  if (test === null) return { kind: "nothing-proven" };
  const { family: candidates, p } = test;
  if (p === null)
    return {
      kind: "too-few-pairs",
      candidates,
      needed: pairsNeeded(candidates),
      taken: metric.comparison.confirm.length,
    };
  if (p > ALPHA) return { kind: "nothing-proven" };
  const tooSmall = shortfall(metric.comparison.minimumChange, metric.pairs, metric.worsening);
  if (tooSmall !== null) return tooSmall;
  const isUpward = (metric.comparison.better === "lower") === (metric.direction === 1);
  return { kind: "proven", candidates, atLeast: isUpward ? ratio.low : ratio.high };
}

/** Without a proven change: a pass if the pairs rule out a worsening beyond PASS_BOUND, otherwise inconclusive. */
function verdictOf({ kind }: PairsFinding, direction: Direction, couldMiss: number): JudgedMetric["verdict"] {
  if (kind === "proven") return direction === 1 ? "regressed" : "improved";
  if (kind === "too-few-pairs") return "inconclusive";
  return couldMiss <= PASS_BOUND ? "pass" : "inconclusive";
}
