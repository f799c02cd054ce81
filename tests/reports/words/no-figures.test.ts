import { expect, test } from "vitest";
import { noFiguresText } from "../../../reports/words/no-figures.ts";
import { refusalText } from "../../../reports/words/refusal.ts";

test.each([
  [{ status: "missing" }, "not run yet"],
  [{ status: "skipped", reason: "no such device" }, "no such device"],
  [
    { status: "failed", failure: "out-of-memory", phase: "train", error: "killed" },
    "out of memory while training: killed",
  ],
  [
    { status: "timeout", phase: "train", limitMs: 60_000, teacher: "the teacher abc" },
    "exceeded the time limit of 60 s while training the teacher abc",
  ],
] as const)("why a run has no figures: %j", (why, text) => {
  expect(noFiguresText(why)).toBe(text);
  expect(refusalText({ kind: "no-figures", why })).toBe(text);
});

test.each([
  [
    { kind: "below-floor", threshold: 0.89, selectedOn: "validation" },
    "below the floor of 89.0 % on the validation rows",
  ],
  [{ kind: "unfinished", finished: 1, planned: 2 }, "1 of its 2 runs finished"],
  [{ kind: "other-data", reference: "baseline" }, "not on the same data as the baseline"],
  [{ kind: "other-data", reference: "first-configuration" }, "not on the same data as the first configuration"],
  [{ kind: "no-validation-rows" }, "held out no validation rows, so it cannot be compared"],
  [{ kind: "no-baseline" }, "no baseline to compare with"],
] as const)("why a configuration cannot be the answer: %j", (refusal, text) => {
  expect(refusalText(refusal)).toBe(text);
});
