import { expect, test } from "vitest";
import { pairSchedule } from "../../../../harness/measure/sampling/schedule.ts";

const UNITS = ["a", "b", "c", "d", "e"];

test("every unit has one pair a round, and its first side alternates", () => {
  const rounds = pairSchedule(UNITS, 6, { seed: 4, stage: "screen" });
  expect(rounds).toHaveLength(6);
  for (const turns of rounds) expect(turns.map(({ unit }) => unit).sort()).toEqual(UNITS);
  for (const unit of UNITS) {
    const firsts = rounds.map((turns) => turns.find((turn) => turn.unit === unit)!.first);
    for (const [round, first] of firsts.entries()) if (round > 0) expect(first).not.toBe(firsts[round - 1]);
  }
});

test("orders and starts are drawn: both sides start somewhere, rounds differ, one seed gives one schedule", () => {
  const rounds = pairSchedule(UNITS, 6, { seed: 4, stage: "screen" });
  expect(new Set(rounds[0]!.map(({ first }) => first)).size).toBe(2);
  expect(new Set(rounds.map((turns) => turns.map(({ unit }) => unit).join(""))).size).toBeGreaterThan(1);
  expect(pairSchedule(UNITS, 6, { seed: 4, stage: "screen" })).toEqual(rounds);
  expect(pairSchedule(UNITS, 6, { seed: 4, stage: "confirm" })).not.toEqual(rounds);
  expect(pairSchedule(UNITS, 6, { seed: 5, stage: "screen" })).not.toEqual(rounds);
});
