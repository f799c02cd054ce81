import { outputCountOf } from "../../contract/model-sizes.ts";
import { type RowRange, rowRanges, rowsAtOnce } from "../row-ranges.ts";
import type { Design } from "./design.ts";
import { minimize } from "./l-bfgs.ts";

/** A linear classifier. */
export interface LinearModel {
  readonly classes: number;
  readonly columns: number;
  /** 1 for two classes, the log-odds of the second one; else a logit for each class. */
  readonly outputs: number;
  /** [outputs, columns], row-major. */
  readonly kernel: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
}

export interface FitOptions {
  /** `C` of scikit-learn: the weight of a row's loss beside half the sum of the squared weights. Biases are free. */
  readonly strength: number;
  /** Of the largest derivative of the mean loss per row. */
  readonly tolerance?: number;
  /** Where the search begins: zeros by default. The minimum is the same wherever that is. */
  readonly from?: LinearModel;
}

export interface Fit extends LinearModel {
  readonly steps: number;
  readonly isConverged: boolean;
}

/** Smaller steps change no answer in a thousand. */
const TOLERANCE = 1e-6;
const MOST_STEPS = 2000;

/**
 * Fits a logistic regression with L2 regularization: minimizes strength * sum of losses + |kernel|^2 / 2, as scikit-learn's
 * LogisticRegression(C=strength) does, whose minimum is unique.
 * @param labels class of each row, from 0 to classes - 1; a class may have none
 */
export async function fitLogistic(
  design: Design,
  labels: ArrayLike<number>,
  classes: number,
  { strength, tolerance = TOLERANCE, from }: FitOptions,
): Promise<Fit> {
  const { rows, columns } = design;
  const outputs = outputCountOf(classes);
  const kernelSize = columns * outputs;
  // Of the mean per row, so that a tolerance does not depend on the number of rows.
  const decay = 1 / (strength * rows);
  const start = new Float64Array(kernelSize + outputs);
  if (from !== undefined) {
    start.set(from.kernel);
    start.set(from.bias, kernelSize);
  }
  const { at, steps, isConverged } = await minimize(
    (weights, gradient) => {
      const kernel = weights.subarray(0, kernelSize);
      const bias = weights.subarray(kernelSize);
      gradient.fill(0);
      const [kernelGradient, biasGradient] = [gradient.subarray(0, kernelSize), gradient.subarray(kernelSize)];
      const loss = forScores({ kernel, bias }, design, labels, (errors, some) => {
        for (let at = 0; at < errors.length; at += outputs) {
          for (let output = 0; output < outputs; output += 1) {
            errors[at + output]! /= rows;
            biasGradient[output]! += errors[at + output]!;
          }
        }
        design.addTransposeTimes(errors, outputs, kernelGradient, some);
      });
      let squares = 0;
      for (let index = 0; index < kernelSize; index += 1) {
        const weight = kernel[index]!;
        squares += weight * weight;
        gradient[index] = gradient[index]! + decay * weight;
      }
      return loss + (decay / 2) * squares;
    },
    start,
    { tolerance, mostSteps: MOST_STEPS },
  );
  const kernel = at.slice(0, kernelSize);
  return { classes, columns, outputs, kernel, bias: at.slice(kernelSize), steps, isConverged };
}

/** The mean loss (negative log-likelihood, in nats) of a fitted model on rows. */
export function meanLoss(model: LinearModel, design: Design, labels: ArrayLike<number>): number {
  return forScores(model, design, labels, () => undefined);
}

/**
 * Calls back with the derivatives of the losses by the scores [some rows, outputs], part by part, which may be written to.
 * @returns the mean loss
 */
function forScores(
  { kernel, bias }: Pick<LinearModel, "kernel" | "bias">,
  design: Design,
  labels: ArrayLike<number>,
  take: (errors: Float64Array, some: RowRange) => void,
): number {
  const outputs = bias.length;
  let room = new Float64Array(0);
  let loss = 0;
  for (const some of rowRanges(design.rows, rowsAtOnce(outputs))) {
    const length = (some.end - some.start) * outputs;
    // The first part is the largest.
    if (room.length === 0) room = new Float64Array(length);
    const scores = room.subarray(0, length);
    design.times(kernel, outputs, scores, some);
    for (let row = some.start; row < some.end; row += 1) {
      const at = (row - some.start) * outputs;
      for (let output = 0; output < outputs; output += 1) scores[at + output]! += bias[output]!;
      loss += outputs === 1 ? binaryError(scores, at, labels[row]!) : softmaxErrors(scores, at, outputs, labels[row]!);
    }
    take(scores, some);
  }
  return loss / design.rows;
}

/** Replaces the log-odds at `at` by probability - label. @returns the loss, without overflow at either end */
function binaryError(scores: Float64Array, at: number, label: number): number {
  const logit = scores[at]!;
  const small = Math.exp(-Math.abs(logit));
  const isPositive = label === 1;
  scores[at] = (logit >= 0 ? 1 : small) / (1 + small) - (isPositive ? 1 : 0);
  return Math.log1p(small) + Math.max(0, isPositive ? -logit : logit);
}

/** Replaces `count` logits from `start` on by probabilities - one-hot label. @returns the loss */
function softmaxErrors(scores: Float64Array, start: number, count: number, label: number): number {
  const end = start + count;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < end; at += 1) highest = Math.max(highest, scores[at]!);
  let sum = 0;
  for (let at = start; at < end; at += 1) sum += Math.exp(scores[at]! - highest);
  const logSum = highest + Math.log(sum);
  const loss = logSum - scores[start + label]!;
  for (let at = start; at < end; at += 1) scores[at] = Math.exp(scores[at]! - logSum);
  scores[start + label]! -= 1;
  return loss;
}
