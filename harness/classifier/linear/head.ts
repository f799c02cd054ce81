import { chooseStrength } from "./choose-strength.ts";
import { denseDesign } from "./design.ts";
import { type Fit, fitLogistic } from "./logistic-regression.ts";

export interface HeadOptions {
  /** Of the folds by which the strength is chosen. */
  readonly seed: number;
  readonly classes: number;
  /** `C` of scikit-learn; chosen by cross-validation if left out. */
  readonly strength?: number;
}

export interface Head extends Fit {
  readonly strength: number;
}

/**
 * Fits a linear classifier to features of a frozen encoder.
 * @param features [rows, columns], row-major
 * @param labels class of each row, from 0 to classes - 1
 * @throws RangeError without rows
 */
export async function fitHead(
  features: Float32Array,
  labels: ArrayLike<number>,
  { seed, classes, strength }: HeadOptions,
): Promise<Head> {
  const rows = labels.length;
  if (rows === 0) throw new RangeError("a head needs labelled rows");
  const columns = features.length / rows;
  const designOf = (chosen: ArrayLike<number>) => denseDesign(features, columns, chosen);
  const chosen = strength ?? (await chooseStrength({ designOf, labels, classes }, seed));
  const all = designOf(Int32Array.from({ length: rows }, (_, row) => row));
  return { strength: chosen, ...(await fitLogistic(all, labels, classes, { strength: chosen })) };
}
