import { describe, expect, test } from "vitest";
import type { MarkLine, MeasuredMark } from "../../../../../harness/contract/mark.ts";
import type { MarkResult } from "../../../../../harness/judge/analysis/marks/marks.ts";
import { answersIn } from "../../../../../reports/words/answer.ts";
import { headlineOf, plainText } from "../../../../../reports/words/sentence.ts";
import { analyzed, rowsRight } from "../../../../fixtures/analyses.ts";
import { rightOf100 } from "../../../../fixtures/answers.ts";
import { hostedMark, measuredMark, missingMark } from "../../../../fixtures/marks.ts";
import { makePlan, okRecord } from "../../../../fixtures/records.ts";

const PLAN = makePlan({ axes: {}, seeds: [1] });
/** The answer: right on the first 90 of 100 rows, at $0.002, from $0.0016 to $0.0025 by its rounds. */
const RECORDS = PLAN.cells.map((cell) =>
  okRecord(cell, { correct: rowsRight(90), usdPerMillionTexts: 0.002, rounds: [0.8, 1.25] }),
);
const marksBeside = (...marks: MarkLine[]) => analyzed(PLAN, RECORDS, marks).marks;

function compared(right: number, usdPerMillionTexts: number, host?: string): MarkResult {
  const figures = { correct: rowsRight(right), usdPerMillionTexts, ...(host === undefined ? {} : { host }) };
  return marksBeside(measuredMark(PLAN, "tfidf", figures)).measured[0]!;
}

describe("a mark dominates the answer", () => {
  test("where it is cheaper and right on the same rows", () => {
    const { versusAnswer, usd, trainUsd } = compared(90, 0.001);
    expect(versusAnswer!.accuracy).toMatchObject({ difference: 0, interval: { low: 0, high: 0 }, p: 1, pairs: 1 });
    expect(versusAnswer!.cost!.ratio).toBeCloseTo(0.5, 12);
    expect(versusAnswer!.cost!.verdict).toBe("cheaper");
    expect(versusAnswer!.domination).toBe("cheaper");
    expect(usd.middle).toBeCloseTo(0.001, 12);
    // 1.5 s at $0.08925 per hour.
    expect(trainUsd).toBeCloseTo(3.71875e-5, 12);
  });

  test("where it is cheaper and not shown to be less accurate", () => {
    // Two of 100 rows fewer: their share of 0.02 has a standard error of 0.014.
    expect(compared(88, 0.001).versusAnswer!.accuracy.interval.high).toBeGreaterThan(0);
    expect(compared(88, 0.001).versusAnswer!.domination).toBe("cheaper");
  });

  test("where it costs about the same and is shown to be more accurate", () => {
    const { versusAnswer } = compared(100, 0.0021);
    expect(versusAnswer!.cost!.verdict).toBe("alike");
    // Ten rows differ, all in its favor: 2 / 2^10.
    expect(versusAnswer!.accuracy.p).toBeCloseTo(2 / 1024, 12);
    expect(versusAnswer!.domination).toBe("more-accurate");
  });
});

test("a mark dominates, too, that has the lower figure within the rounds and is more accurate", () => {
  expect(compared(100, 0.0017).versusAnswer!.domination).toBe("more-accurate");
});

describe("a mark does not dominate the answer", () => {
  test.each([
    ["cheaper, but shown to be less accurate", compared(70, 0.001)],
    ["about as cheap, and as accurate", compared(90, 0.0021)],
    ["about as cheap, and one row is no proof", compared(91, 0.0021)],
    ["more accurate, but dearer", compared(100, 0.01)],
    ["more accurate, and dearer within the rounds of the answer", compared(100, 0.0024)],
  ])("%s", (_, mark) => {
    expect(mark.versusAnswer!.domination).toBeNull();
  });

  test("with costs that are told by the rounds, beyond a tenth", () => {
    // The answer's rounds reach from $0.0016 to $0.0025 around $0.002.
    const verdicts = [0.0015, 0.0017, 0.0021, 0.0023, 0.0026].map(
      (usd) => compared(90, usd).versusAnswer!.cost!.verdict,
    );
    expect(verdicts).toEqual(["cheaper", "not-told", "alike", "not-told", "dearer"]);
  });

  test("whose cost was measured on another machine", () => {
    const { versusAnswer } = compared(100, 0.0001, "another");
    expect(versusAnswer).toMatchObject({ cost: null, domination: null });
    expect(versusAnswer!.accuracy.difference).toBeCloseTo(0.1, 12);
  });

  test("whose cost was measured on another machine of the same kind", () => {
    const answer = RECORDS.map((record) => ({ ...record, host: { ...record.host, machine: "a" } }));
    const versus = (machine: string) => {
      const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(100), usdPerMillionTexts: 0.0001 });
      return analyzed(PLAN, answer, [{ ...mark, machine }]).marks.measured[0]!.versusAnswer;
    };
    expect(versus("b")).toMatchObject({ cost: null, domination: null });
    expect(versus("a")).toMatchObject({ cost: { verdict: "cheaper" }, domination: "cheaper" });
  });

  test("where the matrix asks for another figure, since of a mark the accuracy alone is known", () => {
    const figures = { test: rightOf100(90), validation: rightOf100(90), usdPerMillionTexts: 0.002 };
    const records = PLAN.cells.map((cell) => okRecord(cell, figures));
    const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(100), usdPerMillionTexts: 0.001 });
    const dominating = (figure: "macroF1" | "accuracy") =>
      analyzed({ ...PLAN, quality: [{ figure, label: null, atLeast: 0.5 }] }, records, [mark]).marks.dominating;
    expect(dominating("macroF1")).toBeNull();
    expect(dominating("accuracy")?.name).toBe("tfidf");
  });

  test("of other rows", () => {
    const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.001 });
    const [other] = marksBeside({ ...mark, dataset: "other@000000000000" }).measured;
    expect(other!.versusAnswer).toBeNull();
  });

  test("without an answer", () => {
    const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.001 });
    const { measured, dominating } = analyzed(PLAN, [], [mark]).marks;
    expect(measured[0]!.versusAnswer).toBeNull();
    expect(dominating).toBeNull();
  });
});

test("of answers by scenario, marks are compared with that of the loop in which they are measured", () => {
  const plan = makePlan({ axes: { "serving.scenario": ["closed-loop", "single-stream"] }, seeds: [1] });
  const scenarios = plan.cells.map((cell) => {
    const scenario = cell.fields["serving.scenario"] as "closed-loop" | "single-stream";
    const { experiment } = cell;
    return scenario === "closed-loop"
      ? cell
      : { ...cell, experiment: { ...experiment, serving: { ...experiment.serving, scenario } } };
  });
  const records = scenarios.map((cell, at) =>
    okRecord(cell, { correct: rowsRight(90), usdPerMillionTexts: at === 0 ? 0.002 : 0.0001 }),
  );
  const mark = measuredMark(plan, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.001 });
  const analysis = analyzed({ ...plan, cells: scenarios }, records, [mark]);
  expect(analysis.answer.kind).toBe("by-condition");
  expect(analysis.marks.measured[0]!.versusAnswer!.cost!.ratio).toBeCloseTo(0.5, 12);
  const headlines = answersIn(analysis).map((parts) => plainText(headlineOf(parts)));
  expect(headlines.map((headline) => headline.includes("A simple baseline"))).toEqual([true, false]);
});

test("of several answers with that loop, marks are compared with that of the plan's baseline", () => {
  const plan = makePlan({
    axes: { "serving.workers": [1, 2] },
    given: ["serving.workers"],
    baseline: { "serving.workers": 2 },
    seeds: [1],
  });
  const records = plan.cells.map((cell) =>
    okRecord(cell, { correct: rowsRight(90), usdPerMillionTexts: cell.isBaseline ? 0.002 : 0.0001 }),
  );
  const mark = measuredMark(plan, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.001 });
  const { answer, marks } = analyzed(plan, records, [mark]);
  expect(answer.kind).toBe("by-condition");
  // $0.001 over the $0.002 with two workers, not over the $0.0001 with one.
  expect(marks.measured[0]!.versusAnswer!.cost!.ratio).toBeCloseTo(0.5, 12);
});

test("of a mark that several machines have measured, the one of the answer's machine counts, wherever its line is", () => {
  const [own, other] = [0.001, 0.004].map((usdPerMillionTexts, index) =>
    measuredMark(PLAN, "tfidf", {
      correct: rowsRight(90),
      usdPerMillionTexts,
      ...(index === 1 && { host: "another" }),
    }),
  ) as [MeasuredMark, MeasuredMark];
  for (const lines of [
    [own, other],
    [other, own],
  ]) {
    const { measured } = marksBeside(...lines);
    expect(measured.map(({ usd }) => usd.middle)).toEqual([expect.closeTo(0.001, 12)]);
    expect(measured[0]!.versusAnswer!.cost!.ratio).toBeCloseTo(0.5, 12);
  }
});

test("of several that dominate, the most accurate is named; what is missing or hosted has no part in it", () => {
  const { dominating, missing, hosted } = marksBeside(
    measuredMark(PLAN, "fasttext", { correct: rowsRight(90), usdPerMillionTexts: 0.001 }),
    measuredMark(PLAN, "tfidf", { correct: rowsRight(92), usdPerMillionTexts: 0.0012 }),
    missingMark(PLAN, "other", "not installed"),
    hostedMark(PLAN, "a service"),
  );
  expect(dominating!.name).toBe("tfidf");
  expect(missing.map(({ name }) => name)).toEqual(["other"]);
  // 50 tokens a text at $0.05 per million tokens.
  expect(hosted[0]!.usdPerMillionTexts).toBeCloseTo(2.5, 12);
});

test("dollars are those of the offer that the plan's backend has now", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.001 });
  const dear = { ...mark.price, usdPerHour: mark.price.usdPerHour * 10 };
  const [result] = marksBeside({ ...mark, price: dear }).measured;
  expect(result!.price.usdPerHour).toBe(mark.price.usdPerHour);
  expect(marksBeside({ ...mark, price: dear, pricedAs: "elsewhere" }).measured[0]!.usd.middle).toBeCloseTo(0.01, 12);
});
