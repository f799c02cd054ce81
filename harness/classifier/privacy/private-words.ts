import { bisect } from "../../base/statistics/bisect.ts";
import type { PrivateVocabulary } from "../../contract/privacy.ts";
import { noiseFor } from "./accountant.ts";
import { gridNoise, gridOf } from "./grid-noise.ts";

/** Distinct words of a text that count, the first ones: how many texts have more is then nothing that anyone learns. */
export const MOST_WORDS_OF_TEXT = 300;

/**
 * Counts words so that no single text can be told from which are chosen. A text gives each of its distinct words the same weight, of norm 1 together; weights get noise, and
 * words are chosen whose noisy weight is above what the words of one text alone would reach. Half of delta is for the noise, half for that.
 * @see Gopi et al. 2020, "Differentially private set union", arXiv:2002.09745, for equal weights, Gaussian noise and its threshold
 */
export class PrivateWords {
  readonly #noise: number;
  readonly #threshold: number;
  readonly #uniform: () => number;
  /** By word number; 0 where no text has the word. */
  readonly #weights: number[] = [];
  readonly #ofText = new Set<number>();

  /** @param uniform secret, above 0 and up to 1 */
  constructor({ epsilon, delta }: PrivateVocabulary, uniform: () => number) {
    // Any epsilon that a matrix may ask for is above what the most noise loses in one step.
    this.#noise = noiseFor(epsilon, { samplingRate: 1, steps: 1, delta: delta / 2 })!;
    this.#threshold = thresholdOf(this.#noise, delta / 2);
    this.#uniform = uniform;
  }

  /** A word of the text that is being read. */
  add(word: number): void {
    if (this.#ofText.size < MOST_WORDS_OF_TEXT) this.#ofText.add(word);
  }

  endText(): void {
    const weight = 1 / Math.sqrt(this.#ofText.size);
    for (const word of this.#ofText) this.#weights[word] = (this.#weights[word] ?? 0) + weight;
    this.#ofText.clear();
  }

  /** The chosen words, by falling noisy weight. */
  chosen(most: number): readonly number[] {
    const words = Object.keys(this.#weights).map(Number);
    const noise = gridNoise(words.length, { standardDeviation: this.#noise, grid: gridOf(this.#noise) }, this.#uniform);
    return words
      .map((word, index) => ({ word, weight: this.#weights[word]! + noise[index]! }))
      .filter(({ weight }) => weight > this.#threshold)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, Math.max(0, most))
      .map(({ word }) => word);
  }
}

/**
 * What words of one text alone exceed with a probability of at most `delta`, however many they are.
 * @param noise standard deviation
 */
export function thresholdOf(noise: number, delta: number): number {
  const thresholds = Array.from({ length: MOST_WORDS_OF_TEXT }, (_, index) => {
    const words = index + 1;
    const eachExceeds = -Math.expm1(Math.log1p(-delta) / words);
    return 1 / Math.sqrt(words) + noise * tailBegin(eachExceeds);
  });
  return Math.max(...thresholds);
}

/** A number that a standard normal one exceeds with at most that probability, below a tenth: the tail is less than density / number. */
function tailBegin(probability: number): number {
  const bound = (x: number) => Math.exp(-(x ** 2) / 2) / (x * Math.sqrt(2 * Math.PI));
  return bisect(1, 40, (x) => bound(x) > probability);
}
