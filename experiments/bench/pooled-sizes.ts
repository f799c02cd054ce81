/** A table beyond the second cache in float32, and texts as long as those of news. */
export const POOLED_ROWS = 100_000;
export const POOLED_COLUMNS = 64;
export const POOLED_TEXTS = 8192;
export const POOLED_WORDS = 38;
