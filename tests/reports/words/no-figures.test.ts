import { expect, test } from "vitest";
import type { Floor, Refusal } from "../../../harness/judge/analysis/standard.ts";
import { noFiguresText } from "../../../reports/words/no-figures.ts";
import { refusalText } from "../../../reports/words/refusal.ts";
import { expectTranslated } from "../in-chinese.ts";

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
  const chinese = noFiguresText(why, "zh");
  expect(refusalText({ kind: "no-figures", why }, "zh")).toBe(chinese);
  // A reason is as its program said it.
  if (why.status === "skipped") expect(chinese).toBe(why.reason);
  else expectTranslated(text, chinese, why);
});

test("a bug is told by its message, and not by where in the code it came up", () => {
  const error =
    "TypeError: cannot read 'a'\nof undefined\n    at train (/code/train.ts:3:7)\n    at async run (/code/run.ts:9:1)";
  const why = { status: "failed", failure: "bug", phase: "train", error } as const;
  expect(noFiguresText(why)).toBe("bug while training: TypeError: cannot read 'a'\nof undefined");
});

const VERDICT = {
  verdict: "not-shown",
  value: -0.006,
  required: -0.01,
  standardError: 0.008,
  bound: -0.019,
  atBest: 0.007,
  rows: 160,
  rowsNeeded: 1690,
  seedsNeeded: null,
} as const;

function floorOf(parts: Partial<Floor>): Floor {
  const rule = { figure: "accuracy", label: null, withinPoints: 1 } as const;
  return { rule, selectedOn: "validation", rows: null, threshold: null, ...parts };
}

test.each<[Refusal, string]>([
  [
    { kind: "below-floor", floor: floorOf({ threshold: 0.89 }), verdict: VERDICT },
    "below the floor of 89.0 % on the validation rows",
  ],
  [
    {
      kind: "below-floor",
      floor: floorOf({ rule: { figure: "recall", label: "fraud", atLeast: 0.8 }, threshold: 0.8, rows: 160 }),
      verdict: VERDICT,
    },
    "its recall of “fraud” is below the 80.0 % required on the 160 validation rows",
  ],
  [
    { kind: "not-shown", floor: floorOf({ rows: 160 }), verdict: VERDICT },
    "not shown to be within 1 point of the baseline on the 160 validation rows: −0.6 points, at worst −1.9; about 1,700 rows would tell",
  ],
  [
    {
      kind: "not-shown",
      floor: floorOf({ rule: { figure: "macroF1", label: null, atLeast: 0.8 } }),
      verdict: { ...VERDICT, value: 0.79, bound: 0.74, rowsNeeded: null },
    },
    "not shown to reach 80 % macro F1 on the validation rows: 79.0 %, at worst 74.0 %",
  ],
  [
    { kind: "no-better-than-majority", majority: { label: "normal", share: 0.955 }, isBelow: true, faulty: 3, runs: 3 },
    "no better than always answering “normal”, which scores 95.5 % accuracy",
  ],
  [
    { kind: "never-predicts", labels: ["Tech", "Science"], faulty: 2, runs: 3 },
    "never predicts “Tech” and “Science”, in 2 of its 3 runs",
  ],
  [
    { kind: "no-rows-of-class", label: "fraud", selectedOn: "validation" },
    "cannot be judged: none of the validation rows is “fraud”; a larger share of validation rows would tell",
  ],
  [
    { kind: "never-predicts", labels: ["a", "b", "c", "d", "e"], faulty: 1, runs: 1 },
    "never predicts “a”, “b”, “c” and 2 more",
  ],
  [{ kind: "unfinished", finished: 1, planned: 2 }, "1 of its 2 runs finished"],
  [{ kind: "other-data", reference: "baseline" }, "not on the same data as the baseline"],
  [{ kind: "other-data", reference: "first-configuration" }, "not on the same data as the first configuration"],
  [{ kind: "no-validation-rows" }, "held out no validation rows, so it cannot be compared"],
  [{ kind: "no-baseline" }, "no baseline to compare with"],
  [
    { kind: "not-recorded", rule: { figure: "f1", label: "fraud", atLeast: 0.5 } },
    "has no record of its F1 of “fraud”: run it again with --fresh",
  ],
  [
    {
      kind: "not-shown",
      floor: floorOf({ selectedOn: "test", rows: 900 }),
      verdict: { ...VERDICT, rowsNeeded: null, seedsNeeded: 7 },
    },
    "not shown to be within 1 point of the baseline on the test rows: −0.6 points, at worst −1.9; about 7 seeds would tell",
  ],
])("why a configuration cannot be the answer: %j", (refusal, text) => {
  expect(refusalText(refusal)).toBe(text);
  expectTranslated(text, refusalText(refusal, "zh"), refusal);
});
