import { randomStream } from "../../base/random/mt19937.ts";
import type { Design } from "./design.ts";
import { type FitOptions, fitLogistic, type LinearModel, meanLoss } from "./logistic-regression.ts";

export interface LabelledRows {
  /** A design of some of the rows, by their numbers. */
  designOf(rows: ArrayLike<number>): Design;
  /** Class of each row, from 0 to classes - 1. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}

/** What is tried, from strong to weak regularization; the last ones hardly bend rows of length 1. */
const STRENGTHS = [0.1, 1, 10, 100] as const;
/** scikit-learn's, where there are too few rows of a class to try. */
export const DEFAULT_STRENGTH = 1;
const FOLDS = 3;
/** A prior's width does not depend on how many rows there are: so many tell it well enough. */
const MOST_ROWS = 6000;
/** Enough to tell strengths ten times apart; at 1e-4, weak regularization would pass for strong, since its search ends early. */
const TOLERANCE = 1e-5;

/**
 * The strength whose models have the lowest mean loss on rows that they were not fitted to, over three folds in which each class has its share.
 * Of equal losses the strongest regularization counts. With fewer than three rows of any class, the default.
 */
export async function chooseStrength(rows: LabelledRows, seed: number): Promise<number> {
  const folds = stratifiedFolds(rows, seed);
  if (folds === null) return DEFAULT_STRENGTH;
  const losses = STRENGTHS.map(() => 0);
  for (const held of folds) {
    const rest = folds.filter((fold) => fold !== held).flat();
    const labelsOf = (some: readonly number[]) => some.map((row) => rows.labels[row]!);
    const [fitted, tried] = [rows.designOf(rest), rows.designOf(held)];
    let from: LinearModel | undefined;
    for (const [index, strength] of STRENGTHS.entries()) {
      // Each one begins where the last one ended.
      const options: FitOptions = { strength, tolerance: TOLERANCE, ...(from && { from }) };
      from = await fitLogistic(fitted, labelsOf(rest), rows.classes, options);
      losses[index]! += meanLoss(from, tried, labelsOf(held)) * held.length;
    }
  }
  return STRENGTHS[losses.indexOf(Math.min(...losses))]!;
}

/** Numbers of at most MOST_ROWS rows, by fold; null where a class has fewer rows than there are folds. */
function stratifiedFolds({ labels, classes }: LabelledRows, seed: number): number[][] | null {
  const random = randomStream(seed, "folds");
  const share = Math.min(1, MOST_ROWS / labels.length);
  const folds: number[][] = Array.from({ length: FOLDS }, () => []);
  const rowsOf: number[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < labels.length; row += 1) rowsOf[labels[row]!]!.push(row);
  // Dealt on from class to class, so that folds are of one size.
  let dealt = 0;
  for (const own of rowsOf) {
    if (own.length < FOLDS) return null;
    for (const at of random.permutation(own.length).subarray(0, Math.max(FOLDS, Math.round(own.length * share)))) {
      folds[dealt % FOLDS]!.push(own[at]!);
      dealt += 1;
    }
  }
  return folds;
}
