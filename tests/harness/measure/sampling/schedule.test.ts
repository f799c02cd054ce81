import { expect, test } from "vitest";
import { pairSchedule } from "../../../../harness/measure/sampling/schedule.ts";

const PHASES = ["a", "b", "c", "d", "e"];

test("every phase has one pair per round, and its first side alternates", () => {
  const rounds = pairSchedule(PHASES, 6, { seed: 4, stage: "screen" });
  expect(rounds).toHaveLength(6);
  for (const scheduled of rounds) expect(scheduled.map(({ phase }) => phase).sort()).toEqual(PHASES);
  for (const phase of PHASES) {
    const firsts = rounds.map((scheduled) => scheduled.find((pair) => pair.phase === phase)!.first);
    for (const [round, first] of firsts.entries()) if (round > 0) expect(first).not.toBe(firsts[round - 1]);
  }
});

test("orders and starts are drawn: both sides start somewhere, rounds differ, one seed gives one schedule", () => {
  const rounds = pairSchedule(PHASES, 6, { seed: 4, stage: "screen" });
  expect(new Set(rounds[0]!.map(({ first }) => first)).size).toBe(2);
  expect(new Set(rounds.map((scheduled) => scheduled.map(({ phase }) => phase).join(""))).size).toBeGreaterThan(1);
  expect(pairSchedule(PHASES, 6, { seed: 4, stage: "screen" })).toEqual(rounds);
  expect(pairSchedule(PHASES, 6, { seed: 4, stage: "confirm" })).not.toEqual(rounds);
  expect(pairSchedule(PHASES, 6, { seed: 5, stage: "screen" })).not.toEqual(rounds);
});
