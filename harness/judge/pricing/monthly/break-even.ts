import { bends, type CostCurve, usdAt } from "./cost-curve.ts";

/** Which of two costs is lower; "neither" if the bill is the same. */
export type Cheaper = "first" | "second" | "neither";

/** Which of two curves is cheaper at which volume. */
export interface BreakEven {
  /** For a single text a month. */
  readonly start: Cheaper;
  /**
   * Where it changes: from this whole number of texts a month on. Whole machines make costs jump, so that two curves can
   * cross many times.
   */
  readonly changes: readonly { readonly texts: number; readonly cheaper: Cheaper }[];
  /** The volume up to which this holds. */
  readonly upTo: number;
}

/** A trillion texts a month are 380,000 a second. */
const MOST_TEXTS = 1e12;
/** Jumps of one curve that are looked at. */
const MOST_JUMPS = 10_000;
/** Relative difference below which two bills are the same: sums of a few terms in float64. */
const SAME_WITHIN = 1e-12;

/**
 * The volumes at which the cheaper of two curves changes: exact, since each is a straight line between its bends.
 * @param upTo by default a trillion texts a month, or as many as 10,000 machines serve
 */
export function breakEven(first: CostCurve, second: CostCurve, upTo = mostTexts([first, second])): BreakEven {
  const ends = [...new Set([...bends(first, upTo), ...bends(second, upTo), upTo])].sort((a, b) => a - b);
  const difference = (texts: number) => differenceOf(usdAt(first, texts), usdAt(second, texts));
  const found: { texts: number; cheaper: Cheaper }[] = [];
  let from = 1;
  for (const to of ends) {
    found.push(...alongLine(from, to, difference));
    from = to + 1;
  }
  const changes = found.filter(({ cheaper }, index) => index > 0 && cheaper !== found[index - 1]!.cheaper);
  return { start: found[0]!.cheaper, changes, upTo };
}

function mostTexts(curves: readonly CostCurve[]): number {
  const served = curves.flatMap(({ machines }) => (machines === null ? [] : [MOST_JUMPS * machines.textsEach]));
  return Math.min(MOST_TEXTS, ...served);
}

/** 0 if the bills are the same but for rounding. */
function differenceOf(first: number, second: number): number {
  const difference = first - second;
  return Math.abs(difference) <= SAME_WITHIN * Math.max(first, second) ? 0 : difference;
}

/** What is cheaper from `from` to `to`, between which the difference is a straight line. Being equal at one point is no change. */
function alongLine(from: number, to: number, difference: (texts: number) => number) {
  const [start, end] = [difference(from), difference(to)];
  if (start * end >= 0) return [{ texts: from, cheaper: cheaperBy(start === 0 ? end : start) }];
  const endsCheaper = cheaperBy(end);
  return [
    { texts: from, cheaper: cheaperBy(start) },
    { texts: firstWhere((texts) => cheaperBy(difference(texts)) === endsCheaper, from, to), cheaper: endsCheaper },
  ];
}

/** The first whole number after `low` for which something holds that does not at `low`, and does from there to `high`. */
function firstWhere(holds: (texts: number) => boolean, low: number, high: number): number {
  if (high - low <= 1) return high;
  const middle = low + Math.floor((high - low) / 2);
  return holds(middle) ? firstWhere(holds, low, middle) : firstWhere(holds, middle, high);
}

/** @param difference the first's cost minus the second's */
function cheaperBy(difference: number): Cheaper {
  if (difference === 0) return "neither";
  return difference < 0 ? "first" : "second";
}
