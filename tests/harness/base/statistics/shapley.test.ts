import { describe, expect, test } from "vitest";
import { shapleyValues } from "../../../../harness/base/statistics/shapley.ts";

test("three airlines that need runways of 1, 2 and 3 pay 1/3, 1/3 + 1/2 and 1/3 + 1/2 + 1", () => {
  // The first length is shared by three, the second by two, the third is one's own.
  const shares = shapleyValues(3, (members) => Math.max(...members.map((member) => member + 1)));
  expect(shares[0]).toBeCloseTo(1 / 3, 12);
  expect(shares[1]).toBeCloseTo(5 / 6, 12);
  expect(shares[2]).toBeCloseTo(11 / 6, 12);
});

test("of three votes of 50, 49 and 1 that need 51, the first decides four of six orders", () => {
  const votes = [50, 49, 1];
  const wins = (members: readonly number[]) => (members.reduce((sum, member) => sum + votes[member]!, 0) >= 51 ? 1 : 0);
  const shares = shapleyValues(3, wins);
  // First: not first in an order, and so 4 of 6; the others: second after the first, 1 of 6 each.
  expect(shares.map((share) => Math.round(share * 6))).toEqual([4, 1, 1]);
});

describe.each([1, 4, 8])("%i players", (players) => {
  const worth = (members: readonly number[]) => members.reduce((sum, member) => sum + (member + 1) ** 2, 0) ** 0.7;

  test("share out what all are worth, and more to whoever adds more", () => {
    const shares = shapleyValues(players, worth);
    const all = worth(Array.from({ length: players }, (_, player) => player));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(all, 9);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });
});

test("more than eight are refused", () => {
  expect(() => shapleyValues(9, () => 1)).toThrow("at most 8 players");
});
