/** Macro F1 and the like in a check: figures of the answers that are not a mean over rows. */
import { describe, expect, test } from "vitest";
import { parseLimits } from "../../../../harness/judge/check/limits.ts";
import type { Snapshot } from "../../../../harness/judge/check/snapshot.ts";
import { compareStored } from "../../../../harness/judge/check/stored.ts";
import { rowTitle } from "../../../../reports/words/check/figures.ts";
import { noteText } from "../../../../reports/words/check/notes.ts";
import { whyText } from "../../../../reports/words/check/rows.ts";
import type { AnsweredRows } from "../../../fixtures/answers.ts";
import { HOST } from "../../../fixtures/records.ts";
import { snapshot } from "./snapshots.ts";

/** 80 rows of the first label and 20 of the second, of which the first `missed` are not found. */
function missing(missed: number): AnsweredRows {
  const labels = Array.from({ length: 100 }, (_, row) => (row < 80 ? 0 : 1));
  return { labels, predictions: labels.map((label, row) => (row >= 80 && row < 80 + missed ? 0 : label)) };
}

const snapshotWith = (answers: AnsweredRows, host = HOST, quantization = ["int8"]) =>
  snapshot({ axes: { quantization }, labels: ["normal", "fraud"], figures: { test: answers, host } });

function compared(base: Snapshot, head: Snapshot, limits = "{}") {
  return compareStored(base, head, {
    limits: parseLimits(limits, "limits.json"),
    today: "2026-06-15",
    startedAt: "2026-06-15T10:00:00.000Z",
    strict: false,
  });
}

/** The verdict and the reason of macro F1 of the only cell. */
function judged(base: AnsweredRows, head: AnsweredRows, { limits = "{}", host = HOST } = {}) {
  const { rows } = compared(snapshotWith(base), snapshotWith(head, host), limits);
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

test("names the limits that it keeps", () => {
  const { rows } = compared(
    snapshotWith(missing(5)),
    snapshotWith(missing(5)),
    '{ "limits": [{ "metric": "macroF1", "min": "90 %" }] }',
  );
  expect(whyText(rows.find(({ metric }) => metric === "macroF1")!)).toMatch(
    /not worse by more than 0\.5 points; not below the limit of 90 % \(limits\.json:1:\d+\)$/,
  );
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

describe("a figure of a class that a limit names", () => {
  const recallOfFraud = (rest: string) => `{ "limits": [{ "metric": "recall", "class": "fraud", ${rest} }] }`;
  const ofClasses = (base: AnsweredRows, head: AnsweredRows, limits: string) =>
    compared(snapshotWith(base), snapshotWith(head), limits)
      .rows.filter(({ className }) => className !== null)
      .map((row) => [rowTitle(row), row.base, row.head, row.verdict, whyText(row)]);

  test("is compared with the base, beside the figures of all classes", () => {
    // 15 and 14 of 20 are found.
    expect(ofClasses(missing(5), missing(6), recallOfFraud('"change": "-2 pp"'))).toEqual([
      [
        "recall of “fraud”",
        0.75,
        0.7,
        "regressed",
        "−5.0 points over 1 run of 100 test rows, worse by more than 2 points",
      ],
    ]);
    expect(ofClasses(missing(5), missing(6), recallOfFraud('"change": "-6 pp"'))[0]![3]).toBe("pass");
  });

  test("has a budget, and none for other classes and metrics", () => {
    expect(ofClasses(missing(5), missing(5), recallOfFraud('"min": "80 %"'))).toEqual([
      [
        "recall of “fraud”",
        0.75,
        0.75,
        "over-budget",
        "recall of “fraud” 75 % is below the limit of 80 % (limits.json:1:61)",
      ],
    ]);
    expect(ofClasses(missing(5), missing(5), recallOfFraud('"min": "75 %"'))[0]![3]).toBe("pass");
  });

  test("has a waiver of its own", () => {
    const waiver = '"waivers": [{ "metric": "recall", "class": "fraud", "until": "2026-12-31", "reason": "new rows" }]';
    const { rows } = compared(snapshotWith(missing(5)), snapshotWith(missing(9)), `{ ${waiver} }`);
    const worse = rows.filter(({ verdict }) => verdict === "regressed");
    expect(worse.map(({ metric, waiver: by }) => [metric, by?.reason ?? null])).toContainEqual(["recall", "new rows"]);
    expect(worse.filter(({ metric }) => metric === "macroF1").map(({ waiver: by }) => by)).toEqual([null]);
  });

  test("also has its budget in a cell that only the head has", () => {
    const head = snapshotWith(missing(5), HOST, ["int8", "int4"]);
    const { rows } = compared(snapshotWith(missing(0)), head, recallOfFraud('"min": "80 %"'));
    const over = rows.filter(({ limit, className }) => limit !== null && className === "fraud");
    expect(over.map(({ verdict, base, head: after }) => [verdict, base, after])).toEqual([
      ["regressed", 1, 0.75],
      ["over-budget", null, 0.75],
    ]);
  });

  test("is missing where the head kept no answers", () => {
    const without = snapshot({ axes: { quantization: ["int8"] }, labels: ["normal", "fraud"] });
    const { rows } = compared(snapshotWith(missing(5)), without, recallOfFraud('"min": "80 %"'));
    expect(rows.find(({ className }) => className === "fraud")?.verdict).toBe("missing");
  });

  test("has its budget although the base, an older one say, does not have the figure", () => {
    const head = snapshotWith(missing(5));
    const bases = {
      "without names": { ...head, cells: head.cells.map(({ classNames: _, ...cell }) => cell) },
      "without answers": snapshot({ axes: { quantization: ["int8"] }, labels: ["normal", "fraud"] }),
    };
    for (const [, base] of Object.entries(bases)) {
      const { rows } = compared(base, head, recallOfFraud('"min": "80 %"'));
      expect(rows.filter(({ className }) => className === "fraud").map(({ verdict }) => verdict)).toEqual([
        "over-budget",
      ]);
    }
  });

  test("that nothing has is a note that says why", () => {
    const notesOf = (answers: AnsweredRows, limit: string) =>
      compared(snapshotWith(answers), snapshotWith(answers), `{ "limits": [{ ${limit}, "min": "80 %" }] }`)
        .notes.map((note) => noteText(note))
        .filter((text) => text.startsWith("limits.json"));
    const start = "limits.json:1:14: this entry judges nothing: ";
    expect(notesOf(missing(5), '"metric": "recall", "class": "frued"')).toEqual([
      `${start}the data has no class “frued”; it has “normal” and “fraud”`,
    ]);
    const onlyNormal = { labels: [0, 0, 0], predictions: [0, 0, 1] };
    expect(notesOf(onlyNormal, '"metric": "precision", "class": "fraud"')).toEqual([
      `${start}no test row has the class “fraud”`,
    ]);
    expect(notesOf(missing(5), '"metric": "recall"')).toEqual([
      `${start}the data names no label positive; give positive=LABEL in the dataset's options, or "class" for recall`,
    ]);
    expect(notesOf(missing(5), '"metric": "macroF1"')).toEqual([]);
  });

  test("is refused for a metric of all classes", () => {
    expect(() =>
      parseLimits('{ "limits": [{ "metric": "macroF1", "class": "fraud", "min": "80 %" }] }', "l.json"),
    ).toThrow("l.json:1:46: limits[0].class: does not fit macroF1, which is not of a class; f1, precision, recall are");
  });
});
