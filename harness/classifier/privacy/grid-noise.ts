/** Noise of a normal distribution on a grid of floating-point numbers. */
export interface GridNoise {
  readonly standardDeviation: number;
  /** A power of 2, and of such a size that what is drawn has no more than 24 bits. */
  readonly grid: number;
}

/** Grid steps of a standard deviation, at least: 2^19. The furthest that 53 random bits reach, 8.6 standard deviations, still fits in 24 bits. */
const STEPS_IN_DEVIATION = 19;

/** The finest grid on which float32 holds noise of at least that standard deviation, and below four times that, exactly. */
export function gridOf(standardDeviation: number): number {
  return 2 ** (Math.floor(Math.log2(standardDeviation)) - STEPS_IN_DEVIATION);
}

/**
 * Independent normal numbers, rounded to the grid: exact in float32. A sum that was rounded to the same grid before stays on it, so that the last
 * bits of what is released are the same for all texts: those of floating-point noise of a finer kind tell what it was added to.
 * @param uniform above 0 and up to 1
 * @see Mironov 2012, "On significance of the least significant bits for differential privacy"; Box and Muller 1958 for the normal numbers
 */
export function gridNoise(length: number, { standardDeviation, grid }: GridNoise, uniform: () => number): Float32Array {
  const scale = standardDeviation / grid;
  const noise = new Float32Array(length);
  for (let index = 0; index < length; index += 2) {
    const radius = scale * Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    noise[index] = Math.round(radius * Math.cos(angle)) * grid;
    if (index + 1 < length) noise[index + 1] = Math.round(radius * Math.sin(angle)) * grid;
  }
  return noise;
}
