/**
 * Rényi divergence of the Gaussian mechanism on a Poisson sample: which noise hides one text, for each order.
 * @see Mironov, Talwar and Zhang 2019, arXiv:1908.10530, section 3.3
 */

export interface SampledGaussian {
  /** Probability with which a step reads a text. */
  readonly samplingRate: number;
  /** Standard deviation of the noise, in multiples of the most that one text changes. */
  readonly noiseMultiplier: number;
}

/**
 * Logarithm of E[((1 - q) + q exp((2x - 1) / 2s²))^order] for x from a normal distribution with mean 0 and standard deviation s: (order - 1)
 * times the divergence of that order. The divergence in the other direction is no larger.
 * @param order above 1
 */
export function logMoment(mechanism: SampledGaussian, order: number): number {
  const { samplingRate, noiseMultiplier } = mechanism;
  if (samplingRate === 1) return (order * (order - 1)) / (2 * noiseMultiplier ** 2);
  return Number.isInteger(order) ? binomialSum(mechanism, order) : integral(mechanism, order);
}

/** Of a whole order: sum over k of C(order, k) (1 - q)^(order - k) q^k exp(k (k - 1) / 2s²). */
function binomialSum({ samplingRate, noiseMultiplier }: SampledGaussian, order: number): number {
  let logChoices = 0;
  const terms = Array.from({ length: order + 1 }, (_, k) => {
    if (k > 0) logChoices += Math.log((order - k + 1) / k);
    const logShare = k * Math.log(samplingRate) + (order - k) * Math.log1p(-samplingRate);
    return logChoices + logShare + (k * (k - 1)) / (2 * noiseMultiplier ** 2);
  });
  return logSum(terms);
}

/** Points in a standard deviation: the trapezoidal rule of a smooth function that vanishes at both ends is exact to rounding with fewer. */
const POINTS = 16;
/** Standard deviations around the peaks, the furthest of which is at `order`: beyond are less than 1e-32 of the whole. */
const REACH = 12;

function integral({ samplingRate, noiseMultiplier: s }: SampledGaussian, order: number): number {
  const width = s / POINTS;
  const from = -REACH * s;
  const points = Math.ceil((order + 2 * REACH * s) / width);
  const terms = Array.from({ length: points + 1 }, (_, index) => {
    const x = from + index * width;
    const logRatio = logSum([Math.log1p(-samplingRate), Math.log(samplingRate) + (2 * x - 1) / (2 * s ** 2)]);
    return order * logRatio - x ** 2 / (2 * s ** 2);
  });
  return logSum(terms) + Math.log(width / (s * Math.sqrt(2 * Math.PI)));
}

/** The logarithm of the sum of exponentials. */
function logSum(logs: readonly number[]): number {
  const largest = logs.reduce((high, log) => Math.max(high, log), Number.NEGATIVE_INFINITY);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}
