import { breather } from "../../base/breather.ts";
import { NonFiniteError } from "../../base/errors.ts";
import { squaredDistances } from "../../base/statistics/probability-scores.ts";
import { rowRanges } from "../../classifier/row-ranges.ts";
import { lossesOf, predictedClasses } from "../../classifier/training/metrics.ts";
import { THROUGHPUT_BATCH } from "../../contract/measuring.ts";
import type { ScoredSide } from "./opened-model.ts";

/**
 * What figures need of a model's answers to the rows of a side: some numbers a row, however many classes there are. Each is [rows].
 */
export interface AnsweredRows {
  readonly labels: Uint16Array;
  readonly mostProbable: Uint16Array;
  /** Probability of the second label for two classes, else that of the most probable one. */
  readonly outputs: Float32Array;
  /** Cross-entropy of the label. */
  readonly losses: Float64Array;
  /** Squared distance of the probabilities from the label. */
  readonly distances: Float64Array;
}

/**
 * Lets a model answer a side batch by batch, and keeps no probabilities of a batch.
 * @param outputCount 1 for two classes
 * @throws NonFiniteError naming the first row that has one
 */
export async function answeredRows({ labels, answer }: ScoredSide, outputCount: number): Promise<AnsweredRows> {
  const rows = labels.length;
  const answered = {
    labels,
    mostProbable: new Uint16Array(rows),
    outputs: new Float32Array(rows),
    losses: new Float64Array(rows),
    distances: new Float64Array(rows),
  };
  const breathe = breather();
  for (const { start, end } of rowRanges(rows, THROUGHPUT_BATCH)) {
    const [outputs, own] = [await answer(start, end), labels.subarray(start, end)];
    const distances = squaredDistances(outputs, own, outputCount);
    if (distances.some((distance) => !Number.isFinite(distance))) throw nonFinite(outputs, start, outputCount);
    const mostProbable = predictedClasses(outputs, outputCount);
    answered.distances.set(distances, start);
    answered.mostProbable.set(mostProbable, start);
    answered.losses.set(lossesOf(outputs, own, outputCount), start);
    for (let row = start; row < end; row += 1) {
      const at = outputCount === 1 ? row - start : (row - start) * outputCount + mostProbable[row - start]!;
      answered.outputs[row] = outputs[at]!;
    }
    await breathe();
  }
  return answered;
}

function nonFinite(outputs: Float32Array, start: number, outputCount: number): NonFiniteError {
  const broken = outputs.findIndex((value) => !Number.isFinite(value));
  return new NonFiniteError(`the model gives ${outputs[broken]} for row ${start + Math.floor(broken / outputCount)}`);
}

/**
 * The probability of the label that each row was given.
 * @param given [rows]; with more than two classes the most probable ones, whose probabilities alone were kept
 */
export function givenProbabilities({ outputs }: AnsweredRows, given: Uint16Array, outputCount: number): Float64Array {
  return Float64Array.from(outputs, (output, row) => (outputCount === 1 && given[row] === 0 ? 1 - output : output));
}
