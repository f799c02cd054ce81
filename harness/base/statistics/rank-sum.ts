import { doubledRanks } from "./ranks.ts";

/**
 * Exact two-sided Wilcoxon-Mann-Whitney test: how often would a random choice of as many values have a rank sum as far
 * from the mean as `ones`? Equal values share their ranks.
 * @param ones, others any number of each, all finite
 * @returns p in (0, 1]; 1 if either side is empty
 * @see Mann and Whitney 1947, Annals of Mathematical Statistics 18
 */
export function rankSumTest(ones: readonly number[], others: readonly number[]): number {
  const ranks = doubledRanks([...ones, ...others]);
  const observed = ranks.slice(0, ones.length).reduce((sum, rank) => sum + rank, 0);
  // Doubled ranks have the mean n + 1, ties or not.
  const expected = ones.length * (ranks.length + 1);
  const choices = choicesBySum(ranks, ones.length);
  let all = 0;
  let asFar = 0;
  choices.forEach((count, sum) => {
    all += count;
    if (Math.abs(sum - expected) >= Math.abs(observed - expected)) asFar += count;
  });
  return asFar / all;
}

/** By sum, the number of ways in which `size` of the ranks add up to it. */
function choicesBySum(ranks: readonly number[], size: number): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(total + 1));
  ways[0]![0] = 1;
  for (const rank of ranks) {
    for (let taken = size; taken > 0; taken -= 1) {
      for (let sum = total; sum >= rank; sum -= 1) ways[taken]![sum]! += ways[taken - 1]![sum - rank]!;
    }
  }
  return ways[size]!;
}
