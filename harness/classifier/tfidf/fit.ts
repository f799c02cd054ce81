import { fitLogistic } from "../linear/logistic-regression.ts";
import type { TfidfModel } from "./model.ts";
import { sparseDesign } from "./sparse-design.ts";
import { tfidfRows } from "./sparse-rows.ts";
import { learnVocabulary, type VocabularyRules } from "./vocabulary.ts";

export interface TfidfRules extends VocabularyRules {
  /** C of scikit-learn: the weight of a row's loss beside half the sum of the squared weights. */
  readonly strength: number;
}

/** scikit-learn's defaults, but for a limit to the vocabulary that texts of some hundred thousand rows reach. */
export const TFIDF_DEFAULTS: TfidfRules = { pairs: false, maxTerms: 200_000, strength: 1 };

export interface FittedTfidf {
  readonly model: TfidfModel;
  /** Steps of the solver, each of which reads all rows at least once. */
  readonly steps: number;
}

/**
 * Fits tf-idf with logistic regression, deterministically.
 * @param labels names of the classes
 * @param classOf class of each text
 */
export async function fitTfidf(
  texts: readonly string[],
  classOf: ArrayLike<number>,
  labels: readonly string[],
  rules: TfidfRules = TFIDF_DEFAULTS,
): Promise<FittedTfidf> {
  const vocabulary = learnVocabulary(texts, rules);
  const design = sparseDesign(tfidfRows(texts, vocabulary));
  const { kernel, bias, outputs, steps } = await fitLogistic(design, classOf, labels.length, {
    strength: rules.strength,
  });
  const columns = vocabulary.terms.length;
  const weights = Float32Array.from(
    { length: kernel.length },
    (_, index) => kernel[(index % outputs) * columns + Math.floor(index / outputs)]!,
  );
  return { model: { ...vocabulary, labels, weights, intercepts: Float32Array.from(bias) }, steps };
}
