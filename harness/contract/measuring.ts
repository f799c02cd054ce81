/** Constants of the measurements, for the code that measures and for the text that explains it. */

/** Texts per batch where throughput is measured. */
export const THROUGHPUT_BATCH = 256;

/** Share of the rows used as test rows, for data without a split of its own. */
export const TEST_SHARE = 0.2;

/** Rows that test data of so many: those of a side of their own, else a share of all, rounded up as scikit-learn does. */
export function plannedTestRows({ train, test }: { readonly train: number; readonly test: number | null }): number {
  return test ?? Math.ceil(train * TEST_SHARE);
}

/** Relative change too small to blame on a commit or configuration: code layout and memory placement alone cause a few percent. */
export const MARGIN = 0.05;

/** A winner needs at least as many pairs of samples: fewer are all on one side by chance more often than once in twenty. */
export const FEWEST_PAIRS = 6;

/** Rounds in which a run samples serving, at least: as many as one seed needs. */
export const FEWEST_ROUNDS = 6;

/** Fewer trainings than this do not give a reliable estimate of the spread. */
export const ENOUGH_TRAININGS = 5;

/** More rounds than any difference worth knowing needs. */
export const MOST_ROUNDS = 1000;

/** Chance that any of the intervals by which costs are compared misses the true ratio: 95 % intervals, taken together. */
export const COST_MISS = 0.05;

/**
 * Comparisons of works that could name a winner. With a baseline each of the others could be found cheaper than it; without
 * one, any two of them could differ.
 */
export function comparisonsOf(works: number, hasBaseline: boolean): number {
  return hasBaseline ? works - 1 : (works * (works - 1)) / 2;
}

/** A loop of fixed work that takes this many times as long ran on another machine, in effect: more than its noise. */
export const LOOP_CHANGE = 1.25;

/** Above this share of the texts that it hardly splits, or of the test words that it does not know, a tokenizer does not fit the language. */
export const TOKENIZER_MISFIT = 0.5;
