import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Budget } from "../../experiments/budget.ts";
import { pricewar } from "../fixtures/pricewar.ts";

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
  expect([budget.isLimited, new Budget({ maxUsd: 1 }, () => 0, 0).isLimited]).toEqual([false, true]);
});

test("what would end after the minutes does not start, and nothing after it does", () => {
  const { at, nowMs } = clock();
  const budget = new Budget({ maxMinutes: 10 }, nowMs, 0);
  at.minutes = 1;
  expect(budget.allows(expense(9))).toBe(true);
  at.minutes = 8;
  expect(budget.allows(expense(2.5))).toBe(false);
  expect(budget.overrun).toEqual({ next: expense(2.5)(), limit: "--max-minutes 10" });
  expect(budget.allows(expense(1))).toBe(false);
});

test("what the work can do without is left out where it does not fit, and what comes next may still start", () => {
  const { at, nowMs } = clock();
  const budget = new Budget({ maxMinutes: 10 }, nowMs, 0);
  at.minutes = 8;
  expect([budget.fits(expense(3)), budget.fits(expense(2))]).toEqual([false, true]);
  expect(budget.overrun).toBeNull();
  expect(budget.allows(expense(2))).toBe(true);
  // Once something was refused, nothing fits.
  expect([budget.allows(expense(3)), budget.fits(expense(1))]).toEqual([false, false]);
  expect(new Budget({}, nowMs, 0).fits(expense(100))).toBe(true);
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

test("a budget in which nothing fits is refused before --fresh sets anything aside", async () => {
  const out = await mkdtemp(join(tmpdir(), "pricewar-budget-"));
  await writeFile(join(out, "records.jsonl"), "");
  const { status, stderr } = await pricewar(["run", "smoke.json", "--out", out, "--fresh", "--max-minutes", "0.0001"]);
  expect(stderr).toMatch(/^--max-minutes 0\.0001: nothing fits in it, since what comes first takes about /m);
  expect(status).toBe(2);
  expect(await readdir(out)).toEqual(["records.jsonl"]);
  await rm(out, { recursive: true });
});
