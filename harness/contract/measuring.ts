/** What every figure is measured with, for whoever measures and for whoever explains it. */

/** Texts per batch where throughput is measured. */
export const THROUGHPUT_BATCH = 256;

/** Share of the rows that are test rows, of data that brings no split of its own. */
export const TEST_SHARE = 0.2;

/** Change that no commit and no configuration is to blame for: code layout and memory placement alone cause a few percent. */
export const MARGIN = 0.05;
