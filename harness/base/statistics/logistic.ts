/** 1 / (1 + e^-logit), without overflow at either end. */
export function sigmoid(logit: number): number {
  const small = Math.exp(-Math.abs(logit));
  return (logit >= 0 ? 1 : small) / (1 + small);
}

/** Probabilities of one output, the log-odds of the second of two classes, or by class of an output for each. */
export function probabilitiesOf(logits: Float64Array): Float64Array {
  return logits.length === 1 ? logits.map(sigmoid) : softmax(logits);
}

/** Probabilities by class, from their logits. */
export function softmax(logits: Float64Array): Float64Array {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
