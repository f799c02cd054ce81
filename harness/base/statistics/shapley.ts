/** Coalitions of more would take long to count. */
export const MOST_PLAYERS = 8;

/**
 * What each player adds to those before it, over all orders in which they could come: the one way of sharing out what all are worth
 * together that treats equals alike, gives nothing to whoever adds nothing, and adds up over games.
 * @param worth of a coalition, by its players in ascending order; that of nobody is 0
 * @throws RangeError for more than 8 players
 * @see Shapley 1953, "A Value for n-Person Games"
 */
export function shapleyValues(players: number, worth: (members: readonly number[]) => number): number[] {
  if (players > MOST_PLAYERS)
    throw new RangeError(`at most ${MOST_PLAYERS} players are shared between, got ${players}`);
  const coalitions = Array.from({ length: 2 ** players }, (_, set) =>
    Array.from({ length: players }, (_, player) => player).filter((player) => set & (1 << player)),
  );
  const worths = coalitions.map((members) => (members.length === 0 ? 0 : worth(members)));
  return Array.from({ length: players }, (_, player) =>
    coalitions.reduce((sum, members, set) => {
      if (members.includes(player)) return sum;
      const added = worths[set | (1 << player)]! - worths[set]!;
      return sum + weightOf(members.length, players) * added;
    }, 0),
  );
}

/** The share of all orders in which exactly so many others, and these, come before a player. */
function weightOf(before: number, players: number): number {
  return (factorial(before) * factorial(players - before - 1)) / factorial(players);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
