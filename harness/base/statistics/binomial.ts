import { gammaln } from "simple-statistics";

/**
 * Chance of at most so many successes in independent trials.
 * @param chance of each, in [0, 1]
 */
export function chanceOfAtMost(successes: number, trials: number, chance: number): number {
  if (successes >= trials || chance === 0) return 1;
  if (chance === 1) return 0;
  const [logChance, logOther] = [Math.log(chance), Math.log1p(-chance)];
  let sum = 0;
  for (let count = 0; count <= successes; count += 1) {
    sum += Math.exp(logChoose(trials, count) + count * logChance + (trials - count) * logOther);
  }
  return Math.min(1, sum);
}

/** Natural logarithm of n choose k, since the factorials themselves overflow beyond 170. */
function logChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
}
