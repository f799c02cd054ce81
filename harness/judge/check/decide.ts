import { median } from "simple-statistics";
import { holm } from "../../base/statistics/holm.ts";
import { type Center, centerOf, signedRankTest } from "../../base/statistics/signed-rank.ts";
import type { SamplePair } from "../../contract/sample.ts";
import type { Ratio, Verdict } from "./check-result.ts";
import { logRatios } from "./log-ratios.ts";
import { type MinimumChange, shortfall } from "./minimum-change.ts";
import type { PairsFinding, RowReason } from "./reason.ts";

/** Enough to see 5 % through noise of 8 % more often than not, at two processes per pair for every cell. */
export const SCREEN_PAIRS = 10;
/**
 * Fresh ones, since a screen picks what chance made look bad. With 15 a fifth more time is found in 64 of 100 suites at
 * noise of 8 % and one spike in 100 samples, with 20 in 84 (docs/decisions/0013).
 */
export const CONFIRM_PAIRS = 20;
/** False alarms in at most one suite of a hundred: a gate that cries wolf gets switched off. */
export const ALPHA = 0.01;
/** Code layout and memory placement alone change a program's times by this much. */
export { MARGIN } from "../../contract/measuring.ts";
/** A pass means that there was no worsening beyond this; the pairs of the screen can say so through noise of 8 %. */
export const PASS_BOUND = 1.2;

/** One metric of one cell in base and head. */
export interface MetricComparison {
  readonly key: string;
  readonly better: "lower" | "higher";
  /** 0.05 is 5 %. */
  readonly margin: number;
  readonly minimumChange: MinimumChange;
  /** At least one pair, in the order in which they were taken. */
  readonly screen: readonly SamplePair[];
  /** Fresh pairs of a candidate; ignored where the comparison is not one. */
  readonly confirm: readonly SamplePair[];
}

export interface JudgedMetric {
  readonly key: string;
  readonly kind: MinimumChange["kind"];
  readonly verdict: Extract<Verdict, "regressed" | "improved" | "pass" | "inconclusive">;
  /** What decided it: the fresh pairs of a candidate, the screen of all others. */
  readonly pairs: readonly SamplePair[];
  /** As measured, whichever side is better; an end is 0 or infinite where the pairs are too few for a bound. */
  readonly ratio: Ratio;
  /** Adjusted by Holm; null where no test was made. */
  readonly p: number | null;
  readonly reason: RowReason;
  /** Upper 95 % bound of the worsening, 1.2 where a fifth more than the base could have gone unseen. */
  readonly couldMiss: number;
}

/** 1: the screen looks worse; -1: it looks better; 0: neither, so that nothing is tested. */
type Direction = 1 | -1 | 0;

interface ScreenedMetric {
  readonly comparison: MetricComparison;
  readonly direction: Direction;
  /** What the verdict rests on. */
  readonly pairs: readonly SamplePair[];
  /** By pair: ln of how many times worse the head is. */
  readonly worsening: readonly number[];
  readonly center: Center;
}

/** Keys of the comparisons whose screen looks changed, for the worse or for the better, by over half the margin. */
export function candidatesOf(comparisons: readonly MetricComparison[]): string[] {
  return comparisons.filter((comparison) => screened(comparison) !== 0).map(({ key }) => key);
}

/**
 * A verdict on each comparison. Candidates are decided by their fresh pairs alone, the others by their screen. Worse and
 * better candidates are two families of tests, each corrected for its size; what is not a candidate is not tested.
 * @throws RangeError on a comparison without a pair, on a sample that is not above 0, and on a time that does not say
 * how long it was timed
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
  /** Adjusted by Holm; null where the pairs are too few for a p that is small enough. */
  readonly p: number | null;
  /** Candidates that were tested together. */
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

/** One-sided p against a change of no more than the margin, upwards (1) or downwards (-1). */
export function marginTest(logRatios: readonly number[], margin: number, direction: 1 | -1): number {
  return signedRankTest(logRatios.map((logRatio) => direction * logRatio - Math.log1p(margin)));
}

/** The fewest pairs that can decide: all of them on one side must be by chance alone no likelier than ALPHA / tests. */
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
  const isUpwards = (metric.comparison.better === "lower") === (metric.direction === 1);
  return { kind: "proven", candidates, atLeast: isUpwards ? ratio.low : ratio.high };
}

/** What is not proven is a pass where the pairs rule out a worsening that matters, else doubt. */
function verdictOf({ kind }: PairsFinding, direction: Direction, couldMiss: number): JudgedMetric["verdict"] {
  if (kind === "proven") return direction === 1 ? "regressed" : "improved";
  if (kind === "too-few-pairs") return "inconclusive";
  return couldMiss <= PASS_BOUND ? "pass" : "inconclusive";
}
