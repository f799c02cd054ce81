/**
 * When requests of independent senders arrive: a Poisson process.
 * @param uniform numbers in [0, 1)
 * @returns each arrival, in ms from the start
 */
export function* arrivals(perSecond: number, uniform: () => number): Generator<number, never> {
  let atMs = 0;
  for (;;) {
    // The gaps of a Poisson process are exponential: the inverse of their distribution function, 1 - exp(-rate x gap).
    atMs += (-Math.log1p(-uniform()) / perSecond) * 1000;
    yield atMs;
  }
}
