import { meanOf } from "./mean.ts";

/** How well an attacker who sees a text's loss tells whether the model was trained on it. */
export interface Membership {
  /** Probability that a text that was trained on has a lower loss than one that was not; equal losses count half. One half: nothing is told. */
  readonly auc: number;
  /** Of `auc`, over the chance of the texts. */
  readonly aucStandardError: number;
  /** Of the attack that calls members all texts whose loss is at most the mean loss of members: rate of hits less that of false alarms. */
  readonly advantage: number;
  readonly members: number;
  readonly others: number;
}

/**
 * The attack by a threshold on the loss.
 * @param members losses of texts that were trained on, at least two
 * @param others losses of texts that were not, at least two
 * @see Yeom et al. 2018, arXiv:1709.01604, section 3.2, for the attack; DeLong et al. 1988, Biometrics 44, for the standard error
 */
export function membershipOf(members: ArrayLike<number>, others: ArrayLike<number>): Membership {
  const sortedMembers = Float64Array.from(members).sort();
  const sortedOthers = Float64Array.from(others).sort();
  // Of each member the share of others with a higher loss, and of each of those the share of members with a lower one.
  const ofMembers = Float64Array.from(members, (loss) => 1 - shareBelow(sortedOthers, loss));
  const ofOthers = Float64Array.from(others, (loss) => shareBelow(sortedMembers, loss));
  const auc = meanOf(ofMembers);
  const limit = meanOf(sortedMembers);
  const shareUpTo = (sorted: Float64Array) => countWhere(sorted, (loss) => loss <= limit) / sorted.length;
  return {
    auc,
    aucStandardError: Math.sqrt(varianceOf(ofMembers) / members.length + varianceOf(ofOthers) / others.length),
    advantage: shareUpTo(sortedMembers) - shareUpTo(sortedOthers),
    members: members.length,
    others: others.length,
  };
}

/** Share of values below a limit; those that equal it count half. */
function shareBelow(sorted: Float64Array, limit: number): number {
  const below = countWhere(sorted, (value) => value < limit);
  const upTo = countWhere(sorted, (value) => value <= limit);
  return (below + upTo) / (2 * sorted.length);
}

/** The number of sorted values, from the first on, for which something is true. */
function countWhere(sorted: Float64Array, isTrue: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
