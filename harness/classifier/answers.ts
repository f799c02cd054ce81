import { labelsAbove } from "./threshold.ts";

/** What a model says of a text. */
export interface Answer {
  readonly label: string;
  /** In the order of the labels. */
  readonly probabilities: readonly (readonly [label: string, probability: number])[];
}

/** From which probability on a label is the answer. */
export interface AnswerThreshold {
  /** Which of the two labels: 0 or 1. */
  readonly positive: number;
  readonly from: number;
}

/**
 * The answers of a session's outputs.
 * @param outputs [rows, 1], the probability of the second label, or [rows, labels]
 * @param threshold undefined for the most probable label
 */
export function answersOf(
  outputs: Float32Array,
  rows: number,
  labels: readonly string[],
  threshold: AnswerThreshold | undefined,
): Answer[] {
  return probabilitiesOf(outputs, rows).map((probabilities) => {
    const byLabel = labels.map((label, index) => [label, probabilities[index]!] as const);
    const label =
      threshold === undefined
        ? byLabel.reduce((top, entry) => (entry[1] > top[1] ? entry : top))[0]
        : labels[labelsAbove([probabilities[1]!], threshold.from, threshold.positive)[0]!]!;
    return { label, probabilities: byLabel };
  });
}

/** Per text, the probability of each label. */
function probabilitiesOf(outputs: Float32Array, rows: number): number[][] {
  const outputCount = outputs.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    const own = [...outputs.subarray(row * outputCount, (row + 1) * outputCount)];
    return outputCount === 1 ? [1 - own[0]!, own[0]!] : own;
  });
}
