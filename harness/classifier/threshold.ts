import type { ThresholdSpec } from "../contract/index.ts";

/** The probability of the positive label above which it is the answer, where nothing else is asked for. */
const EVEN = 0.5;

/**
 * The threshold that a rule asks for, among the probabilities that occur.
 * - precision: the lowest whose answers have that precision, so that as many as possible are found; without any, the one
 *   with the highest precision
 * - recall: the highest that finds that share
 * - falseNegativeCost: the one with the fewest errors, a missed positive counted that many times
 * @param probabilities of the positive label [rows]
 * @param isPositive [rows]
 */
export function chooseThreshold(
  rule: Exclude<ThresholdSpec, number>,
  probabilities: readonly number[],
  isPositive: readonly boolean[],
): number {
  const points = pointsOf(probabilities, isPositive);
  const [first] = points;
  if (first === undefined) return EVEN;
  if ("precision" in rule) {
    const reaching = points.filter(({ right, given }) => right / given >= rule.precision);
    const best = points.reduce((a, b) => (b.right / b.given > a.right / a.given ? b : a));
    return (reaching.at(-1) ?? best).threshold;
  }
  const all = isPositive.filter(Boolean).length;
  if ("recall" in rule) {
    return (points.find(({ right }) => right >= rule.recall * all) ?? points.at(-1)!).threshold;
  }
  const costOf = ({ right, given }: Point) => given - right + rule.falseNegativeCost * (all - right);
  const nothing: Point = { threshold: aboveAll(first.threshold), given: 0, right: 0 };
  return [nothing, ...points].reduce((a, b) => (costOf(b) < costOf(a) ? b : a)).threshold;
}

/** Parts of the rows, each of which is answered by the threshold of the others. */
const FOLDS = 5;

/**
 * Which rows are given the positive label, each by a threshold that was chosen without it: what the rule does on rows that
 * did not choose. The rows of each label are dealt out in turn.
 * @see Stone 1974, Cross-Validatory Choice and Assessment of Statistical Predictions, JRSS B 36(2)
 */
export function crossFitted(
  rule: Exclude<ThresholdSpec, number>,
  probabilities: readonly number[],
  isPositive: readonly boolean[],
): boolean[] {
  const dealt = { true: 0, false: 0 };
  const foldOf = isPositive.map((is) => dealt[`${is}`]++ % FOLDS);
  const thresholds = Array.from({ length: FOLDS }, (_, fold) => {
    const isElsewhere = (__: unknown, row: number) => foldOf[row] !== fold;
    return chooseThreshold(rule, probabilities.filter(isElsewhere), isPositive.filter(isElsewhere));
  });
  return probabilities.map((probability, row) => probability >= thresholds[foldOf[row]!]!);
}

/** A threshold that no row reaches. */
function aboveAll(highest: number): number {
  return highest < 1 ? (highest + 1) / 2 : 1 + Number.EPSILON;
}

/** What is given the positive label from a threshold on. */
interface Point {
  readonly threshold: number;
  readonly given: number;
  readonly right: number;
}

/** One for each probability that occurs, the highest first. */
function pointsOf(probabilities: readonly number[], isPositive: readonly boolean[]): Point[] {
  const order = probabilities.map((_, row) => row).sort((a, b) => probabilities[b]! - probabilities[a]!);
  const points: Point[] = [];
  let right = 0;
  order.forEach((row, index) => {
    if (isPositive[row]) right += 1;
    const threshold = probabilities[row]!;
    const isLast = index + 1 === order.length || probabilities[order[index + 1]!] !== threshold;
    if (isLast) points.push({ threshold, given: index + 1, right });
  });
  return points;
}

/**
 * Which of two labels each row is given: the positive one from the threshold on.
 * @param outputs probabilities of the second label [rows]
 * @param positive 0 or 1
 */
export function labelsAbove(outputs: ArrayLike<number>, threshold: number, positive: number): Uint16Array {
  return Uint16Array.from(outputs, (output) => {
    const probability = positive === 1 ? output : 1 - output;
    return probability >= threshold ? positive : 1 - positive;
  });
}
