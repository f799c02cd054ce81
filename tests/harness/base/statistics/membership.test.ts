import { expect, test } from "vitest";
import { membershipOf } from "../../../../harness/base/statistics/membership.ts";

test("by hand: of six pairs, four have the member's loss lower, and one has equal losses", () => {
  // Members 1 and 3, others 2, 3 and 4: 1 is below all three, 3 is above 2, equal to 3 and below 4.
  const { auc, advantage, members, others } = membershipOf([1, 3], [4, 2, 3]);
  expect(auc).toBeCloseTo(4.5 / 6, 12);
  // The members' mean is 2: one of two members is at most that, and one of three others.
  expect(advantage).toBeCloseTo(1 / 2 - 1 / 3, 12);
  expect([members, others]).toEqual([2, 3]);
});

test("the standard error is that of DeLong's placements, by hand", () => {
  // Members' placements 1 and 1/2, of variance 1/8; others' 1, 1/2 and 3/4, of variance 1/16.
  const { aucStandardError } = membershipOf([1, 3], [4, 2, 3]);
  expect(aucStandardError).toBeCloseTo(Math.sqrt(1 / 8 / 2 + 1 / 16 / 3), 12);
});

test("losses that tell everything, and losses that tell nothing", () => {
  expect(membershipOf([0.2, 0.2], [0.5, 0.9])).toMatchObject({ auc: 1, aucStandardError: 0, advantage: 1 });
  expect(membershipOf([7, 7, 7], [7, 7])).toMatchObject({ auc: 0.5, aucStandardError: 0, advantage: 0 });
});
