import { ConfigError } from "../../base/errors.ts";
import type { PrivacyGoal, PrivacySpent } from "../../contract/privacy.ts";
import { epsilonOf, noiseFor } from "./accountant.ts";
import { type GridNoise, gridOf } from "./grid-noise.ts";
import { poissonSample } from "./poisson-sample.ts";

export interface PrivateTrainingSize {
  /** Texts that the training may read. */
  readonly texts: number;
  /** Texts that a step reads on average. */
  readonly batchSize: number;
  readonly epochs: number;
  /** Numbers that a step releases. */
  readonly parameters: number;
}

/** A training under a promise: what its steps read, and how noisy they are. */
export interface PrivatePlan {
  readonly spent: PrivacySpent;
  /** Rows of the training texts that each step reads. */
  readonly samples: readonly Int32Array[];
  /** Texts of the longest of them, or 1. */
  readonly mostTexts: number;
  /** What a step's clipped sum is divided by, whatever its number of texts: their mean number. */
  readonly meanTexts: number;
  /** Of the clipped sum divided by `meanTexts`. */
  readonly noise: GridNoise;
}

/**
 * Draws what the steps read and finds their noise. All samples are drawn beforehand, from the number of texts alone, so that none is cut.
 * @param uniform secret, above 0 and up to 1
 * @throws ConfigError on a goal that no noise reaches, or that promises nothing
 */
export function planPrivately(goal: PrivacyGoal, size: PrivateTrainingSize, uniform: () => number): PrivatePlan {
  const { delta, clipNorm } = goal;
  const { texts, batchSize, epochs, parameters } = size;
  if (delta * texts >= 1) {
    throw new ConfigError(
      `privacy private: delta must be below 1 / ${texts}, the training texts, since one of ${texts} may be given away whole at more; got ${delta}`,
    );
  }
  const samplingRate = Math.min(1, batchSize / texts);
  const steps = epochs * Math.ceil(texts / batchSize);
  const noiseMultiplier = goal.noise ?? noiseFor(goal.epsilon!, { samplingRate, steps, delta });
  if (noiseMultiplier === null) {
    throw new ConfigError(
      `privacy private: no noise keeps ${steps} steps within epsilon ${goal.epsilon}; allow more, or train for fewer epochs`,
    );
  }
  const samples = Array.from({ length: steps }, () => poissonSample(texts, samplingRate, uniform));
  const mostTexts = samples.reduce((most, { length }) => Math.max(most, length), 1);
  const meanTexts = samplingRate * texts;
  const grid = gridOf((noiseMultiplier * clipNorm) / meanTexts);
  const change = mostChange({ clipNorm, mostTexts, parameters, gridOfSum: grid * meanTexts });
  const epsilon = epsilonOf({ samplingRate, noiseMultiplier, steps, delta });
  return {
    spent: { epsilon, delta, noiseMultiplier, clipNorm, samplingRate, steps },
    samples,
    mostTexts,
    meanTexts,
    noise: { standardDeviation: (noiseMultiplier * change) / meanTexts, grid },
  };
}

/** Of float32, in which a backend may compute. */
const ROUNDING = 2 ** -24;
/** Relative error of a text's norm, and of what it is scaled by: that of sums of up to some thousand numbers. */
const NORM_ERROR = 2 ** -10;

/**
 * The most that one text changes a step's clipped sum, as it is computed: the norm that it is clipped to, the errors of adding up texts in float32, in
 * any order and the worst of cases, on both sides, and rounding each number to the grid.
 */
function mostChange(sum: {
  readonly clipNorm: number;
  readonly mostTexts: number;
  readonly parameters: number;
  readonly gridOfSum: number;
}): number {
  const { clipNorm, mostTexts, parameters, gridOfSum } = sum;
  const adding = 2 * mostTexts ** 2 * ROUNDING;
  return clipNorm * (1 + NORM_ERROR + adding) + gridOfSum * Math.sqrt(parameters);
}
