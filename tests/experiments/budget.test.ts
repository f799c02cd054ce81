import { expect, test } from "vitest";
import { Budget } from "../../experiments/budget.ts";

/** A clock in minutes that a test moves. */
function clock() {
  const at = { minutes: 0 };
  return { at, nowMs: () => at.minutes * 60_000 };
}

const expense =
  (minutes: number, usdPerHour = 6) =>
  () => ({ ms: minutes * 60_000, usdPerHour });

test("without a limit everything may start, and nothing is estimated", () => {
  const budget = new Budget({}, () => 0, 0);
  const unasked = () => {
    throw new Error("estimated");
  };
  expect(budget.allows(unasked)).toBe(true);
  expect(budget.overrun).toBeNull();
});

test("what would end after the minutes does not start, and nothing after it does", () => {
  const { at, nowMs } = clock();
  const budget = new Budget({ maxMinutes: 10 }, nowMs, 0);
  at.minutes = 1;
  expect(budget.allows(expense(9))).toBe(true);
  at.minutes = 8;
  expect(budget.allows(expense(2.5))).toBe(false);
  expect(budget.overrun).toEqual({ next: expense(2.5)(), limit: "--max-minutes 10", isFirst: false });
  expect(budget.allows(expense(1))).toBe(false);
});

test("dollars are those of all time so far at the price of what was running, and the estimate at its own", () => {
  const { at, nowMs } = clock();
  // $6 an hour is $0.10 a minute; $60 an hour is $1.
  const budget = new Budget({ maxUsd: 2 }, nowMs, 0);
  at.minutes = 1;
  expect(budget.allows(expense(5))).toBe(true);
  at.minutes = 8;
  // 1 + 7 minutes at $0.10 are $0.80, and one at $1.
  expect(budget.allows(expense(1, 60))).toBe(true);
  at.minutes = 9;
  // $1.80 now: two minutes at $0.10 still fit, though one at $1 would not.
  expect(budget.allows(expense(1.99, 6))).toBe(true);
  at.minutes = 10;
  // $1.90
  expect(budget.allows(expense(1, 60))).toBe(false);
  expect(budget.overrun?.limit).toBe("--max-usd 2");
});

test("where nothing fits, the same limit never will", () => {
  const budget = new Budget({ maxMinutes: 1 }, () => 30_000, 0);
  expect(budget.allows(expense(0.75))).toBe(false);
  expect(budget.overrun?.isFirst).toBe(true);
});
