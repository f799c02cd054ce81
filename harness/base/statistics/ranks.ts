/**
 * Twice the rank of each value among all of them, starting at 2. Equal values share the mean of their ranks, which
 * doubling keeps an integer.
 * @param values all finite
 * @see Conover 1999, Practical Nonparametric Statistics, section 5.1
 */
export function doubledRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    let below = 0;
    let equal = 0;
    for (const other of values) {
      if (other < value) below += 1;
      else if (other === value) equal += 1;
    }
    return 2 * below + equal + 1;
  });
}
