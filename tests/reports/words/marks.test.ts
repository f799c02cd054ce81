import { expect, test } from "vitest";
import type { MarkLine } from "../../../harness/contract/mark.ts";
import { marksInView } from "../../../reports/charts/marks-in-view.ts";
import { markSection } from "../../../reports/page/marks.ts";
import { answersIn } from "../../../reports/words/answer.ts";
import { isFinished } from "../../../reports/words/finished.ts";
import { dominationText, markLines, marksReading } from "../../../reports/words/marks.ts";
import { headlineOf, plainText } from "../../../reports/words/sentence.ts";
import { analyzed, rowsRight } from "../../fixtures/analyses.ts";
import { measuredMark, missingMark } from "../../fixtures/marks.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { expectSectionTranslated, expectTranslated } from "../in-chinese.ts";
import { plainOf } from "../page-text.ts";
import { analysisOf } from "../runs.ts";
import { summaryJson } from "../summary-texts.ts";

const PLAN = makePlan({ axes: {}, seeds: [1] });
const RECORDS = PLAN.cells.map((cell) => okRecord(cell, { correct: rowsRight(90), usdPerMillionTexts: 0.002 }));
const beside = (...marks: MarkLine[]) => analyzed(PLAN, RECORDS, marks);
const headlineBeside = (analysis: ReturnType<typeof beside>) => plainText(headlineOf(answersIn(analysis)[0]!));

test("a report whose answer a cheaper baseline dominates says so first", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(88), usdPerMillionTexts: 0.001 });
  const headline = headlineBeside(beside(mark));
  expect(headline).toMatch(
    /^A simple baseline costs less and is not shown to be less accurate: tf-idf with logistic regression reaches 88\.0 % test accuracy at \$0\.00100 per million texts, 0\.50 times the \$0\.00200 of fixture in its own runs \(−2\.0 points, −4\.8 to \+0\.8\)\. The only configuration/,
  );
  const summary = JSON.parse(summaryJson(beside(mark)));
  expect(summary.answer.text).toContain("A simple baseline costs less and is not shown to be less accurate");
  expect(summary.baselines).toMatchObject({ dominating: "tfidf", missing: [], hosted: [] });
  expect(summary.baselines.measured[0]).toMatchObject({ name: "tfidf", versusAnswer: { domination: "cheaper" } });
  expect(summary.baselines.measured[0].correct).toBeUndefined();
});

test("one that is about as cheap and more accurate is said first, too", () => {
  const mark = measuredMark(PLAN, "fasttext", { correct: rowsRight(100), usdPerMillionTexts: 0.002 });
  expect(headlineBeside(beside(mark))).toMatch(
    /^A simple baseline beats this answer: fastText reaches 100\.0 % test accuracy at \$0\.00200 per million texts, 1\.00 times the \$0\.00200 of fixture in its own runs, and is more accurate \(\+10\.0 points, /,
  );
});

test("the ratio is that of the figures beside it, also where rounds of samples have another", () => {
  // In rounds, which are shorter, the answer costs two and a half times as much as in its own runs.
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(88), usdPerMillionTexts: 0.001 });
  const analysis = analyzed(PLAN, withSamples(RECORDS, { costs: () => 2.5 }), [mark]);
  expect(analysis.configurations[0]!.figures!.usdPerMillionTexts.middle).toBeCloseTo(0.005, 6);
  expect(headlineBeside(analysis)).toContain(
    "$0.00100 per million texts, 0.50 times the $0.00200 of fixture in its own runs (",
  );
  const much = measuredMark(PLAN, "tfidf", { correct: rowsRight(88), usdPerMillionTexts: 0.00004 });
  expect(headlineBeside(analyzed(PLAN, RECORDS, [much]))).toContain(
    "$0.0000400 per million texts, 50 times cheaper than the $0.00200 of fixture in its own runs (",
  );
});

test("of several scenarios, the answer of the loop alone is dominated, also in its own text", () => {
  const plan = makePlan({ axes: { "serving.scenario": ["closed-loop", "http"] }, seeds: [1] });
  const records = plan.cells.map((cell) => okRecord(cell, { correct: rowsRight(90), usdPerMillionTexts: 0.002 }));
  const mark = measuredMark(plan, "tfidf", { correct: rowsRight(88), usdPerMillionTexts: 0.001 });
  const analysis = analyzed(plan, records, [mark]);
  const texts = [
    answersIn(analysis).map((parts) => plainText(headlineOf(parts))),
    JSON.parse(summaryJson(analysis)).answer.scenarios.map((one: { answer: { text: string } }) => one.answer.text),
  ];
  for (const [loop, http] of texts) {
    expect(loop).toContain("A simple baseline costs less");
    expect(http).not.toContain("baseline costs less");
  }
});

test("one that was trained on another number of labelled rows says so, unless the answer was trained elsewhere", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(88), usdPerMillionTexts: 0.001 });
  const { train } = RECORDS[0]!.corpus!.rows;
  expect(headlineBeside(beside({ ...mark, trainingRows: train }))).toBe(headlineBeside(beside(mark)));
  expect(headlineBeside(beside({ ...mark, trainingRows: 18_857 }))).toContain(
    `(−2.0 points, −4.8 to +0.8; trained on 18,857 labelled rows, fixture on ${train})`,
  );
  const id = "onnx:bert@000000000000";
  const elsewhere = { ...PLAN, sources: [{ id, spec: "onnx:bert", isPretrained: true as const }] };
  const cells = PLAN.cells.map((cell) => ({
    ...cell,
    experiment: { ...cell.experiment, model: { ...cell.experiment.model, source: id } },
  }));
  const records = cells.map((cell) => okRecord(cell, { correct: rowsRight(90), usdPerMillionTexts: 0.002 }));
  const analysis = analyzed({ ...elsewhere, cells }, records, [{ ...mark, trainingRows: 18_857 }]);
  expect(headlineBeside(analysis)).toContain("(−2.0 points, −4.8 to +0.8).");
});

test("one that does not dominate changes no sentence", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(60), usdPerMillionTexts: 0.001 });
  expect(headlineBeside(beside(mark))).toBe(headlineBeside(beside()));
});

test("what a package would add is said where baselines are listed, in a terminal and on the page", () => {
  const reason = "a package is not installed (npm install it); it adds a source";
  const analysis = beside(missingMark(PLAN, "encoder", reason), missingMark(PLAN, "fasttext", "not on the PATH"));
  expect(markLines(analysis)[0]).toBe(`Baseline from outside the matrix: a sentence encoder is missing: ${reason}.`);
  const section = plainOf(markSection(analysis).markup);
  expect(section).toContain(`A sentence encoder is missing: ${reason}.`);
  expect(section).toContain("fastText is missing: not on the PATH.");
});

test("on the page, the cost of the answer that a ratio is of stands below it", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(88), usdPerMillionTexts: 0.001 });
  expect(plainOf(markSection(beside(mark)).markup)).toMatch(/0\.50×\s*cheaper; answer \$0\.00200/);
});

test("in a terminal, those of several datasets name theirs", () => {
  const mark = measuredMark(PLAN, "tfidf", { correct: rowsRight(90), usdPerMillionTexts: 0.002 });
  const analysis = beside(mark, missingMark(PLAN, "fasttext", "not on the PATH"));
  const { plan } = analysis;
  const [line, missing] = markLines(analysis);
  expect(line).toMatch(/^Baseline from outside the matrix: tf-idf with logistic regression, 90\.0 % test accuracy at /);
  expect(missing).toBe("Baseline from outside the matrix: fastText is missing: not on the PATH.");
  const other = { ...plan.datasets[0]!, id: "more.csv@000000000000", spec: "csv:more.csv" };
  const [named] = markLines({ ...analysis, plan: { ...plan, datasets: [...plan.datasets, other] } });
  expect(named).toMatch(new RegExp(`^Baseline from outside the matrix, for ${plan.datasets[0]!.spec}: tf-idf`));
});

test("the first sentence in Chinese has the same names and figures", () => {
  for (const [name, usdPerMillionTexts, right] of [
    ["tfidf", 0.001, 88],
    ["tfidf", 0.00004, 88],
    ["fasttext", 0.002, 100],
  ] as const) {
    const mark = measuredMark(PLAN, name, { correct: rowsRight(right), usdPerMillionTexts });
    const analysis = beside({ ...mark, trainingRows: 18_857 });
    const english = dominationText(analysis.marks.dominating!, analysis);
    const chinese = dominationText(analysis.marks.dominating!, analysis, "zh");
    expectTranslated(plainText(english), plainText(chinese), ["fixture", "fastText", "tf-idf"]);
    expect(chinese.filter((span) => typeof span !== "string")).toHaveLength(1);
  }
});

test("the section of baselines is in Chinese, but for names and what others wrote", () => {
  const analysis = analysisOf("baselines");
  const chinese = plainOf(markSection(analysis, "zh").markup);
  expectSectionTranslated(markSection(analysis).markup, markSection(analysis, "zh").markup, [
    analysis.marks.hosted,
    ...analysis.marks.missing.map(({ reason }) => reason),
    "tf-idf",
    "fastText",
  ]);
  expect(chinese).toContain("缺少other：it is not on the PATH。");
  expect(chinese).toMatch(/更便宜；答案\$0\.00126/);
});

test("a chart says what its stars and lines are, and what is too far away to be drawn", () => {
  const { measured, hosted } = analysisOf("baselines").marks;
  const [majority, ...near] = measured;
  const [dear, cheap] = hosted;
  expect(marksReading({ shown: near, outside: [majority!], priced: [cheap!], beyond: [dear!] })).toEqual([
    "Stars are baselines from outside the matrix.",
    "Dotted vertical lines are list prices of hosted services, which nobody asked here: A service that is as cheap as a configuration ($0.00150, 2026-08-05).",
    "Too far away to be drawn: the majority class (54.4 % at $0.0000100) and hosted services ($2.50).",
  ]);
  expect(marksReading({ shown: [], outside: [], priced: [], beyond: hosted })).toEqual([
    "Too far away to be drawn: hosted services ($0.00150 to $2.50).",
  ]);
  expect(marksReading({ shown: [], outside: [], priced: [], beyond: [] })).toEqual([]);
  const view = { shown: near, outside: [majority!], priced: [cheap!], beyond: hosted };
  const chinese = marksReading(view, "zh");
  for (const [index, text] of marksReading(view).entries()) expectTranslated(text, chinese[index]!, hosted);
  expect(chinese.at(-1)).toBe("因相距太远而未画出：多数类（54.4 %，$0.0000100）和托管服务（$0.00150至$2.50）。");
});

test("a list price is a line where it is among the costs that are drawn", () => {
  const { marks, configurations } = analysisOf("baselines");
  const inView = marksInView(marks, configurations.filter(isFinished));
  expect(inView.priced.map(({ usdPerMillionTexts }) => usdPerMillionTexts)).toEqual([expect.closeTo(0.0015, 12)]);
  expect(inView.beyond.map(({ usdPerMillionTexts }) => usdPerMillionTexts)).toEqual([expect.closeTo(2.5, 12)]);
});
