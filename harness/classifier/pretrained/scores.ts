/** What a model's numbers are. */
export type ScoreKind = "logits" | "softmax" | "sigmoid";

/**
 * A text's probabilities by label, computed in float64.
 * @param scores one number, of the second of two labels, or one for each label
 */
export function outputProbabilities(scores: Float32Array, kind: ScoreKind): Float64Array {
  if (scores.length === 1) {
    const second = kind === "logits" ? 1 / (1 + Math.exp(-scores[0]!)) : scores[0]!;
    return Float64Array.of(1 - second, second);
  }
  if (kind !== "logits") return Float64Array.from(scores);
  const largest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(scores, (score) => Math.exp(score - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
