import type { ModelShape } from "./experiment.ts";

/** Rows of the embedding: the vocabulary's, then those of pairs of words. */
export function embeddingRows({ vocabulary, bigrams = 0 }: Pick<ModelShape, "vocabulary" | "bigrams">): number {
  return vocabulary + bigrams;
}

/** Ids that pairs of adjacent words are hashed to: firstId .. firstId + buckets - 1. */
export interface BigramRows {
  readonly firstId: number;
  readonly buckets: number;
}

/** Null if the model reads no pairs. */
export function bigramRows({ vocabulary, bigrams = 0 }: Pick<ModelShape, "vocabulary" | "bigrams">): BigramRows | null {
  return bigrams === 0 ? null : { firstId: vocabulary, buckets: bigrams };
}

/** Positions of the model's input: its words and, where it has bigrams, the pairs between them. */
export function inputLength({ maxLength, bigrams = 0 }: Pick<ModelShape, "maxLength" | "bigrams">): number {
  return bigrams === 0 ? maxLength : 2 * maxLength - 1;
}

/** Numbers that a model gives for a text: one for two classes, of the second, else one for each. */
export function outputCountOf(classes: number): number {
  return classes === 2 ? 1 : classes;
}
