/** Bins of the expected calibration error, as in Guo et al. 2017, On Calibration of Modern Neural Networks. */
const BINS = 15;

/**
 * Mean squared distance of the probabilities from the label, as scikit-learn's brier_score_loss: of the second label's
 * probability for one output, else summed over the classes.
 * @param outputs probabilities [rows, outputs]
 * @returns in [0, 1] for one output, else in [0, 2]
 */
export function brierOf(outputs: ArrayLike<number>, labels: Uint16Array, outputCount: number): number {
  let sum = 0;
  labels.forEach((label, row) => {
    for (let output = 0; output < outputCount; output += 1) {
      const isLabel = outputCount === 1 ? label === 1 : label === output;
      sum += (outputs[row * outputCount + output]! - (isLabel ? 1 : 0)) ** 2;
    }
  });
  return sum / labels.length;
}

/**
 * Expected calibration error: rows are binned by the probability of their prediction; each bin's difference between its
 * accuracy and its mean probability is weighted by its rows.
 * @param outputs probabilities [rows, outputs]
 * @param predicted [rows]
 * @returns in [0, 1]
 */
export function calibrationErrorOf(
  outputs: ArrayLike<number>,
  predicted: Uint16Array,
  labels: Uint16Array,
  outputCount: number,
): number {
  const confidence = new Float64Array(BINS);
  const right = new Float64Array(BINS);
  predicted.forEach((label, row) => {
    const output = outputs[outputCount === 1 ? row : row * outputCount + label]!;
    const probability = outputCount === 1 && label === 0 ? 1 - output : output;
    // Bins are closed above, as in the paper; 0 itself is in the first.
    const bin = Math.max(0, Math.ceil(probability * BINS) - 1);
    confidence[Math.min(bin, BINS - 1)]! += probability;
    if (label === labels[row]) right[Math.min(bin, BINS - 1)]! += 1;
  });
  let error = 0;
  for (let bin = 0; bin < BINS; bin += 1) error += Math.abs(right[bin]! - confidence[bin]!);
  return error / labels.length;
}
