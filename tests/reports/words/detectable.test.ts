import { expect, test } from "vitest";
import { detectableLines } from "../../../reports/words/detectable.ts";

const accuracy = { testRows: 1363, differingShare: 0.05, isAssumed: true, difference: 0.0321 };
const cost = { rounds: 13, spread: 0.1, isAssumed: false, factor: 1.164 };

test("what shows is said with its power, and what it rests on", () => {
  expect(detectableLines({ power: 0.8, accuracy, cost })).toEqual([
    "What will show with a chance of 80 %:",
    "  accuracies 3.2 points apart, on 1,363 test rows (assumed: two trainings answer 5.0 % of them differently)",
    "  costs 16 % apart, in 13 rounds (as in this folder: ratios of a round spread by 10.5 %)",
  ]);
});

test("a small difference has two digits too", () => {
  const [, first] = detectableLines({ power: 0.8, accuracy: { ...accuracy, difference: 0.000321 }, cost: null });
  expect(first).toMatch(/^ {2}accuracies 0.032 points apart/);
});

test("where nothing shows that is said too", () => {
  const [, first, second] = detectableLines({
    power: 0.8,
    accuracy: { ...accuracy, difference: null },
    cost: { ...cost, factor: null },
  });
  expect(first).toMatch(/^ {2}no difference of accuracies, on/);
  expect(second).toMatch(/^ {2}no difference of costs, in 13 rounds/);
  expect(detectableLines({ power: 0.8, accuracy, cost: null })).toHaveLength(2);
});
