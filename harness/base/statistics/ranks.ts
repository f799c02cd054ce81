/**
 * Twice the rank of each value among all of them, from 2 on; equal values share the mean of the ranks that they take,
 * which doubling keeps whole.
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
