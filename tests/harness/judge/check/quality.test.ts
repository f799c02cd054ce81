/** Macro F1 and the like in a check: figures of the answers that are not a mean over rows. */
import { expect, test } from "vitest";
import { parseLimits } from "../../../../harness/judge/check/limits.ts";
import { compareStored } from "../../../../harness/judge/check/stored.ts";
import { whyText } from "../../../../reports/words/check/rows.ts";
import { type AnsweredRows, HOST } from "../../../fixtures/records.ts";
import { snapshot } from "./snapshots.ts";

/** 80 rows of the first label and 20 of the second, of which the first `missed` are not found. */
function missing(missed: number): AnsweredRows {
  const labels = Array.from({ length: 100 }, (_, row) => (row < 80 ? 0 : 1));
  return { labels, predictions: labels.map((label, row) => (row >= 80 && row < 80 + missed ? 0 : label)) };
}

/** The verdict and the reason of macro F1 of the only cell. */
function judged(base: AnsweredRows, head: AnsweredRows, { limits = "{}", host = HOST } = {}) {
  const of = (answers: AnsweredRows, on: typeof HOST) =>
    snapshot({ axes: { quantization: ["int8"] }, figures: { test: answers, host: on } });
  const { rows } = compareStored(of(base, HOST), of(head, host), {
    limits: parseLimits(limits, "limits.json"),
    today: "2026-06-15",
    startedAt: "2026-06-15T10:00:00.000Z",
    strict: false,
  });
  const row = rows.find(({ metric }) => metric === "macroF1")!;
  return [row.verdict, whyText(row)];
}

test("is compared where accuracy hardly changes", () => {
  // Accuracy .95 -> .94; macro F1 (160/165 + 30/35) / 2 = .9134 -> (160/166 + 28/34) / 2 = .8937
  expect(judged(missing(5), missing(6))).toEqual([
    "regressed",
    "−2.0 points over 1 run of 100 test rows, worse by more than 0.5 points",
  ]);
  expect(judged(missing(5), missing(4))[0]).toBe("improved");
  expect(judged(missing(5), missing(5))).toEqual([
    "pass",
    "0.0 points over 1 run of 100 test rows, not worse by more than 0.5 points",
  ]);
});

test("follows the margin and the budget of its limits", () => {
  const limits = (limit: string) => ({ limits: `{ "limits": [{ "metric": "macroF1", ${limit} }] }` });
  expect(judged(missing(5), missing(6), limits('"change": "-2.5 pp"'))[0]).toBe("pass");
  expect(judged(missing(5), missing(5), limits('"min": "92 %"'))[1]).toContain("limit of 92 %");
});

test("across machines its interval decides, over the same rows on both sides", () => {
  const host = { ...HOST, cpu: "Other 3 GHz" };
  // One more row missed is within chance; all of them are not.
  expect(judged(missing(5), missing(6), { host })[0]).toBe("inconclusive");
  expect(judged(missing(5), missing(20), { host })[0]).toBe("regressed");
  expect(judged(missing(5), missing(6), { host })[1]).toMatch(
    /^−2\.0 points \(95 % interval −\d\.\d to \+\d\.\d\) over/,
  );
});
