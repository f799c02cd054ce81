import { expect, test } from "vitest";
import { groupedByReason, sharedReasons } from "../../../../reports/words/check/shared-reasons.ts";
import { row, UNSURE } from "../../check/results.ts";

const LONG = { kind: "text", text: "the times of this check cannot be trusted: base differs from itself" } as const;
const open = (metric: "p50Ms" | "textsPerSecond") => row({ ...UNSURE, metric, reason: LONG });

test("a reason that several rows share stands once; short ones and those of one row stay", () => {
  const rows = [open("p50Ms"), UNSURE, open("textsPerSecond"), row(), row({ label: "b" })];
  const short = "The upper bound is below 1.20.";
  const { of, notes } = sharedReasons(rows);
  expect(rows.map((one) => of.get(one))).toEqual([
    "see note 1",
    "A drop of up to 19 % could have been missed.",
    "see note 1",
    short,
    short,
  ]);
  expect(notes).toEqual([
    "Note 1, 2 × inconclusive: The times of this check cannot be trusted: base differs from itself.",
  ]);
});

test("in Chinese, too", () => {
  const unfinished = { kind: "unfinished", side: "head", seed: 1 } as const;
  const reason = { ...unfinished, why: { status: "timeout", phase: "train", limitMs: 60_000, teacher: null } } as const;
  const rows = [row({ ...UNSURE, reason }), row({ ...UNSURE, metric: "p50Ms", reason })];
  const { of, notes } = sharedReasons(rows, 1, "zh");
  expect(of.get(rows[1]!)).toBe("见注1");
  expect(notes).toEqual(["注1，2项无法判定：新版未完成随机种子1：训练时超出60 s的时限。"]);
});

test("the notes of a second table go on counting", () => {
  const rows = [open("p50Ms"), open("textsPerSecond")];
  const { of, notes } = sharedReasons(rows, 3);
  expect(of.get(rows[1]!)).toBe("see note 3");
  expect(notes[0]).toMatch(/^Note 3, /);
});

test("rows with one reason move to the first of them", () => {
  const rows = [open("p50Ms"), UNSURE, open("textsPerSecond")];
  expect(groupedByReason(rows)).toEqual([rows[0], rows[2], rows[1]]);
});
