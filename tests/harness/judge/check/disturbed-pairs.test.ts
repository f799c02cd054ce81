import { expect, test } from "vitest";
import type { PhasePairs } from "../../../../harness/contract/sample.ts";
import { disturbedPairs } from "../../../../harness/judge/check/disturbed-pairs.ts";
import { noteText } from "../../../../reports/words/check/notes.ts";

const request = { experiment: "e", phase: "serve" } as const;
const checkedPhase = {
  key: "serve e",
  phase: "serve",
  cells: ["e"],
  request: { base: request, head: request },
} as const;

/** Pairs of two figures of the same processes, so many of them disturbed. */
function taken(count: number, disturbed: number): PhasePairs {
  const pairs = Array.from({ length: count }, (_, at) => {
    const pair = { base: 1, head: 1, first: "base", baseTimedMs: 250 } as const;
    return at < disturbed ? { ...pair, disturbed: true as const } : pair;
  });
  return { pairs: { p50Ms: pairs, textsPerSecond: pairs }, failure: null };
}

const noted = (screen: PhasePairs, confirm: PhasePairs | null = null) =>
  disturbedPairs([{ checkedPhase: { ...checkedPhase, isControl: false }, screen, confirm }]);

test("pairs that stayed disturbed are a note once they are more than a tenth of all, of either stage", () => {
  expect(noted(taken(10, 0))).toEqual([]);
  expect(noted(taken(10, 1))).toEqual([]);
  expect(noted(taken(10, 2))).toEqual([{ kind: "disturbed", pairs: 2, taken: 10 }]);
  expect(noted(taken(10, 1), taken(20, 3))).toEqual([{ kind: "disturbed", pairs: 4, taken: 30 }]);
  expect(noted({ pairs: {}, failure: { side: "head", text: "gone" } })).toEqual([]);
});

test("the note says what they cost", () => {
  expect(noteText({ kind: "disturbed", pairs: 4, taken: 30 })).toBe(
    "4 of 30 pairs of samples were timed beside other programs, also when taken again: a small change may stay unseen",
  );
});
