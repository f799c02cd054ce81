/** What every figure is measured with, for whoever measures and for whoever explains it. */

/** Texts per batch where throughput is measured. */
export const THROUGHPUT_BATCH = 256;
