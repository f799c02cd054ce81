import { describe, expect, test } from "vitest";
import type { Analysis } from "../../../../harness/judge/analysis/analysis.ts";
import type { Chosen } from "../../../../harness/judge/analysis/decision.ts";
import { analyzed } from "../../../fixtures/analyses.ts";
import { simulatedRun } from "../../../fixtures/simulated-runs.ts";

/** Of matrices with the same truth. */
const RUNS = 20;
const ROUNDS = 13;
/** Neither the baseline, which is the first, nor the last. */
const CHANGED = 7;

const NAMES_A_WINNER: readonly Analysis["answer"]["kind"][] = ["cheapest", "baseline-cheapest"];

interface SimulatedAnswer {
  readonly answer: Chosen;
  readonly changed: string;
  readonly groups: Analysis["groups"];
}

function answers(noise: number, times: number): SimulatedAnswer[] {
  return Array.from({ length: RUNS }, (_, seed) => {
    const { plan, lines } = simulatedRun(seed + 1, { noise, times, changed: CHANGED, rounds: ROUNDS });
    const configurations = [...new Set(plan.cells.map(({ configuration }) => configuration))];
    const { answer, groups } = analyzed(plan, lines);
    return { answer: answer as Chosen, changed: configurations[CHANGED]!, groups };
  });
}

const verdictOf = ({ answer, changed }: SimulatedAnswer) =>
  answer.comparisons.find(({ configuration }) => configuration === changed)?.verdict;

describe.each([0.03, 0.08])(
  "three seeds, thirteen rounds, a drifting machine with a neighbor, spikes and noise of %s",
  (noise) => {
    test("of twenty runs of equal configurations none names a winner or calls one dearer, and few give more than one letter", () => {
      const runs = answers(noise, 1);
      expect(runs.filter(({ answer }) => NAMES_A_WINNER.includes(answer.kind))).toEqual([]);
      expect(runs.flatMap(({ answer }) => answer.comparisons.filter(({ verdict }) => verdict === "dearer"))).toEqual(
        [],
      );
      // At 5 % one of twenty is expected; more than three come with a chance of 1.6 %.
      const apart = runs.filter(({ groups }) => new Set(groups.cost.values()).size > 1);
      expect(apart.length).toBeLessThanOrEqual(3);
    });

    test("of twenty runs where one is 30 % slower at least sixteen say so", () => {
      const runs = answers(noise, 1.3);
      expect(runs.filter((run) => verdictOf(run) === "dearer").length).toBeGreaterThanOrEqual(16);
      // None of the others.
      const others = runs.flatMap(({ answer, changed }) =>
        answer.comparisons.filter(({ verdict, configuration }) => verdict === "dearer" && configuration !== changed),
      );
      expect(others).toEqual([]);
    });

    test("of twenty runs where one is a quarter cheaper at least sixteen name it", () => {
      const runs = answers(noise, 0.75);
      const named = runs.filter(({ answer, changed }) => answer.kind === "cheapest" && answer.winner === changed);
      expect(named.length).toBeGreaterThanOrEqual(16);
    });
  },
);
