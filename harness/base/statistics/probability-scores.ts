/** Number of bins of the expected calibration error, as in Guo et al. 2017, On Calibration of Modern Neural Networks. */
const BINS = 15;

/**
 * Squared distance of each row's probabilities from its label: of the second label's probability for one output, else summed over
 * the classes. Their mean is the Brier score, as scikit-learn's brier_score_loss.
 * @param outputs probabilities [rows, outputs]
 * @returns [rows], in [0, 1] for one output, else in [0, 2]; NaN or infinite where a probability is
 */
export function squaredDistances(outputs: ArrayLike<number>, labels: Uint16Array, outputCount: number): Float64Array {
  const distances = new Float64Array(labels.length);
  for (let row = 0; row < distances.length; row += 1) {
    const start = row * outputCount;
    const label = outputCount === 1 ? labels[row]! - 1 : labels[row]!;
    let sum = 0;
    for (let output = 0; output < outputCount; output += 1) {
      const distance = outputs[start + output]! - (output === label ? 1 : 0);
      sum += distance * distance;
    }
    distances[row] = sum;
  }
  return distances;
}

/** Rows by the probability of their prediction: how many, how many of them are right, and their mean probability. */
export interface ProbabilityBin {
  /** From 0, the least probable, to 14. */
  readonly bin: number;
  readonly rows: number;
  readonly right: number;
  readonly confidence: number;
}

/**
 * Rows in bins of equal width by the probability of their prediction; bins without rows are left out.
 * @param probabilities of what was predicted [rows]
 * @param predicted [rows]
 * @returns ascending
 */
export function probabilityBins(
  probabilities: ArrayLike<number>,
  predicted: Uint16Array,
  labels: Uint16Array,
): ProbabilityBin[] {
  const [rows, right, confidence] = [new Uint32Array(BINS), new Uint32Array(BINS), new Float64Array(BINS)];
  predicted.forEach((label, row) => {
    const probability = probabilities[row]!;
    // Bins are closed above, as in the paper; 0 itself is in the first.
    const bin = Math.min(Math.max(0, Math.ceil(probability * BINS) - 1), BINS - 1);
    rows[bin]! += 1;
    confidence[bin]! += probability;
    if (label === labels[row]) right[bin]! += 1;
  });
  return Array.from(rows, (count, bin) => ({
    bin,
    rows: count,
    right: right[bin]!,
    confidence: confidence[bin]! / count,
  })).filter((one) => one.rows > 0);
}

/**
 * Expected calibration error: each bin's difference between its accuracy and its mean probability, weighted by its rows.
 * @returns in [0, 1]
 */
export function calibrationErrorOf(bins: readonly ProbabilityBin[]): number {
  const sum = (read: (bin: ProbabilityBin) => number) => bins.reduce((total, bin) => total + read(bin), 0);
  return sum(({ rows, right, confidence }) => Math.abs(right - confidence * rows)) / sum(({ rows }) => rows);
}
