import { signTest } from "./sign-test.ts";

/** Which predictions of two models are right on the same test rows: 1 if right, both [rows]. */
export interface PairedPredictions {
  readonly candidate: Uint8Array;
  readonly reference: Uint8Array;
}

/** What the differences of several pairs on the same rows say: each row's sum over the pairs is a whole number, and few counts say all. */
export interface PairedDifferences {
  readonly rows: number;
  /** Candidate minus reference of each pair: the mean over the rows, and the rows on which the two differ. */
  readonly each: readonly { readonly mean: number; readonly differing: number }[];
  /** Rows by their sum over the pairs, from -pairs to pairs. */
  readonly counts: Float64Array;
}

/** @param pairs at least one, all with the same test rows */
export function pairedDifferences(pairs: readonly PairedPredictions[]): PairedDifferences {
  const rows = pairs[0]?.candidate.length ?? 0;
  const sums = new Int16Array(rows);
  const each = pairs.map(({ candidate, reference }) => {
    let [total, differing] = [0, 0];
    for (let row = 0; row < rows; row += 1) {
      const difference = candidate[row]! - reference[row]!;
      sums[row]! += difference;
      total += difference;
      differing += difference & 1;
    }
    return { mean: total / rows, differing };
  });
  const counts = new Float64Array(2 * pairs.length + 1);
  for (let row = 0; row < rows; row += 1) counts[sums[row]! + pairs.length]! += 1;
  return { rows, each, counts };
}

/** Squared error of the mean over the rows of the differences, each averaged over the pairs. */
export function varianceOfMeanDifference({ rows, each, counts }: PairedDifferences): number {
  if (rows < 2) return 0;
  const pairs = each.length;
  const mean = each.reduce((sum, pair) => sum + pair.mean, 0) / pairs;
  let squares = 0;
  for (let sum = -pairs; sum <= pairs; sum += 1) squares += counts[sum + pairs]! * (sum / pairs - mean) ** 2;
  return squares / (rows - 1) / rows;
}

/** The values that rows have, their sums averaged over the pairs, and how many rows have each: what a bootstrap draws from. */
export function differenceKinds({ each, counts }: PairedDifferences): Map<number, number> {
  const pairs = each.length;
  return new Map(
    Array.from(counts, (rows, index) => [(index - pairs) / pairs, rows] as const).filter(([, rows]) => rows > 0),
  );
}

/**
 * Exact two-sided sign test with one vote per test row: among the rows on which the two models differ over all pairs, does
 * one model win more often than a fair coin would? With one pair this is McNemar's exact test. Pairs share their rows, so
 * counting each pair's rows as independent evidence would make p far too small.
 * @returns p in (0, 1]; 1 if no row differs
 * @see McNemar 1947, Psychometrika 12, with the exact binomial in place of its chi-squared
 */
export function rowSignTest({ each, counts }: PairedDifferences): number {
  const pairs = each.length;
  const rowsIn = (some: Float64Array) => some.reduce((sum, rows) => sum + rows, 0);
  const [reference, candidate] = [rowsIn(counts.subarray(0, pairs)), rowsIn(counts.subarray(pairs + 1))];
  return signTest(Math.min(candidate, reference), candidate + reference);
}
