import { chanceOfAtMost } from "./binomial.ts";
import { bisect } from "./bisect.ts";
import { signTest } from "./sign-test.ts";

/**
 * How lopsided a coin must be for the exact two-sided sign test to notice it.
 * @param flips independent ones
 * @param level largest p that counts
 * @param power chance of noticing
 * @returns the largest chance of the rarer side, below one half; null if so few flips show nothing, whatever they are
 * @see Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, chapter 5
 */
export function noticedChance(flips: number, level: number, power: number): number | null {
  const most = mostDisagreeing(flips, level);
  return most === null ? null : bisect(0, 0.5, (rarer) => chanceOfAtMost(most, flips, rarer) >= power);
}

/** The most flips on the rarer side at which the test still rejects; null if it does not even where all agree. */
function mostDisagreeing(flips: number, level: number): number | null {
  if (signTest(0, flips) > level) return null;
  let [rejected, accepted] = [0, Math.ceil(flips / 2)];
  while (accepted - rejected > 1) {
    const middle = Math.floor((rejected + accepted) / 2);
    if (signTest(middle, flips) <= level) rejected = middle;
    else accepted = middle;
  }
  return rejected;
}
