/** A source of numbers in [0, 1). The caller seeds it, so that the same records always give the same report. */
export type Uniform = () => number;
