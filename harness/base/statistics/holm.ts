/**
 * Holm's adjusted p-values: compared with one threshold, they limit the chance of any false alarm among all tests to it.
 * @param ps each in [0, 1]
 * @returns in the same order, none below its own p nor above 1
 * @see Holm 1979, Scandinavian Journal of Statistics 6, p. 65
 */
export function holm(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length);
  let largest = 0;
  ps.map((p, index) => ({ p, index }))
    .sort((a, b) => a.p - b.p)
    .forEach(({ p, index }, rank) => {
      largest = Math.max(largest, Math.min(1, p * (ps.length - rank)));
      adjusted[index] = largest;
    });
  return adjusted;
}
