import { describe, expect, test } from "vitest";
import type { UsageTogether } from "../../../harness/contract/index.ts";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { jointTrainings } from "../../../harness/judge/analysis/trainings/joint.ts";
import { onSeveralMachines } from "../../../harness/judge/analysis/trainings/several-machines.ts";
import { jointSection } from "../../../reports/page/joint.ts";
import { answersIn } from "../../../reports/words/answer.ts";
import { jointSentence } from "../../../reports/words/joint.ts";
import { plainText } from "../../../reports/words/sentence.ts";
import { analyzed, rowsRight } from "../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { expectSectionTranslated, expectTranslated } from "../in-chinese.ts";
import { summaryJson } from "../summary-texts.ts";

/** Three owners: ten exchanges of a megabyte, steps of 2 ms and a third of 3 ms. */
const TOGETHER: UsageTogether = {
  workers: 3,
  exchanges: 10,
  numbers: 1_250_000,
  sentBytes: 40_000_000,
  exchangeWallMs: 100,
  gradientWallMs: 100,
  updateWallMs: 100,
  link: { latencyMs: 0.5, bytesPerSecond: 1e9 },
  alone: { steps: 100, wallMs: 500, gradientWallMs: 300, updateWallMs: 200 },
};

/** All rows with one owner, and with three whose models have these accuracies alone, on a machine of a dollar a second. */
function analysisOf(alone: readonly number[], leftAfter?: number): Analysis {
  const plan = makePlan({ axes: { "training.workers": [1, 3] }, seeds: [1, 2], accuracyFloor: { atLeast: 0.5 } });
  const owners = alone.map((testAccuracy, index) => ({
    rows: 100 * 2 ** index,
    steps: 100 * 2 ** index,
    testAccuracy,
    ...(leftAfter !== undefined && index === alone.length - 1 ? { leftAfter } : {}),
  }));
  const records = plan.cells.map((cell) => {
    const record = okRecord(cell, { usdPerHour: 3600, correct: rowsRight(80) });
    if (cell.fields["training.workers"] === 1) return record;
    return { ...record, usage: { ...record.usage, together: { ...TOGETHER, owners } } };
  });
  return analyzed(plan, records);
}

function saidOf(analysis: Analysis): string {
  const english = plainText(jointSentence(analysis)!);
  expectTranslated(
    english,
    plainText(jointSentence(analysis, "zh")!),
    analysis.configurations.map(({ label }) => label),
  );
  return english;
}

describe("what joining gives is said first", () => {
  // Alone 3 ms x 100, 200, 400 steps. Over 10 Gbit/s an exchange of two takes 1 ms, of three 4 (0.1 + 0.8 / 3).
  test("to every owner", () => {
    const analysis = analysisOf([0.6, 0.7, 0.75]);
    const said = saidOf(analysis);
    expect(said).toMatch(
      /^Joining gives every owner a more accurate model on these test rows \(shown beyond chance for 1\): the joint model \(.*3.*\) has 80\.0 % accuracy, those of 3 owners alone have 60\.0 % to 75\.0 %; training costs each \$0\.[0-9]+ to \$1\.[0-9]+ over 10 Gbit\/s in place of \$0\.300 to \$1\.20\.$/,
    );
    expect(plainText(answersIn(analysis)[0]!.lead)).toBe(said);
  });

  test("without more words where chance does not explain it, and as not shown where it may", () => {
    expect(saidOf(analysisOf([0.4, 0.5, 0.6]))).toMatch(/^Joining gives every owner a more accurate model: /);
    expect(saidOf(analysisOf([0.7, 0.75, 0.75]))).toMatch(
      /^Joining gives every owner a more accurate model on these test rows \(not shown beyond chance\): /,
    );
  });

  test("to some", () => {
    expect(saidOf(analysisOf([0.6, 0.7, 0.85]))).toMatch(/^Joining gives 2 of the 3 owners a more accurate model/);
    // 79.98 % is 80.0 %, as the joint model has.
    expect(saidOf(analysisOf([0.6, 0.7, 0.7998]))).toMatch(/^Joining gives 2 of the 3 owners a more accurate model/);
  });

  test("to those who stay, where one drops out", () => {
    expect(saidOf(analysisOf([0.6, 0.7, 0.85], 5))).toMatch(
      /^Joining gives every owner who stays a more accurate model on these test rows \(shown beyond chance for 1\): .* in place of \$0\.300 to \$1\.20; 1 of them dropped out after 50\.0 % of the exchanges\.$/,
    );
  });

  test("to none", () => {
    expect(saidOf(analysisOf([0.9, 0.85, 0.8]))).toMatch(/^Joining gives no owner a more accurate model/);
  });
});

test("a gain is shown by the rows that differ at most", () => {
  const gainsOf = (alone: readonly number[]) => jointTrainings(analysisOf(alone))[0]!.owners.map(({ gain }) => gain!);
  // Of 100 rows 80 and 60 are right: the 20 that the joint model misses may be among the 60, so that 20 + 40 differ. Student's t of 99 degrees of freedom
  // is 2.158 at 1 - 0.05 / 3.
  const [first, , third] = gainsOf([0.6, 0.7, 0.75]);
  expect(first!.value).toBeCloseTo(0.2, 12);
  expect(first!.bound).toBeCloseTo(0.2 - 2.158 * Math.sqrt((0.6 - 0.2 ** 2) / 99), 3);
  expect(third!.bound).toBeCloseTo(0.05 - 2.158 * Math.sqrt((0.2 + 0.25 - 0.05 ** 2) / 99), 3);
  // A model that has all rows wrong differs where the other is right, and in no other way.
  expect(gainsOf([0, 0, 0])[0]!.bound).toBeCloseTo(0.8 - 2.158 * Math.sqrt((0.8 - 0.64) / 99), 3);
});

test("who drops out gains nothing, and is none of those who are judged together", () => {
  const [{ owners }] = jointTrainings(analysisOf([0.6, 0.7, 0.75], 5)) as [ReturnType<typeof jointTrainings>[number]];
  expect(owners[2]!.gain).toBeNull();
  // Student's t of 99 degrees of freedom is 1.984 at 1 - 0.05 / 2.
  expect(owners[0]!.gain!.bound).toBeCloseTo(0.2 - 1.984 * Math.sqrt((0.6 - 0.2 ** 2) / 99), 3);
});

test("what all spend is shared out: three machines for 1.2 s and ten exchanges", () => {
  const analysis = analysisOf([0.6, 0.7, 0.75]);
  const [{ owners }] = jointTrainings(analysis) as [ReturnType<typeof jointTrainings>[number]];
  const sum = owners.reduce((usd, one) => usd + one.usd.joint!, 0);
  expect(sum).toBeCloseTo(3 * (1.2 + 0.01 * 4 * (0.1 + 0.8 / 3)), 9);
  // Whoever makes the others wait pays most.
  expect(owners.map(({ usd }) => usd.joint!)).toEqual(owners.map(({ usd }) => usd.joint!).sort((a, b) => a - b));
});

test("who drops out halfway pays for half, and has no joint model", () => {
  const analysis = analysisOf([0.6, 0.7, 0.75], 5);
  const [{ owners }] = jointTrainings(analysis) as [ReturnType<typeof jointTrainings>[number]];
  const sum = owners.reduce((usd, one) => usd + one.usd.joint!, 0);
  // Half with three machines, who wait for 400 steps, half with two, who wait for 200.
  const [ofThree, ofTwo] = [3 * (1.2 + 0.01 * 4 * (0.1 + 0.8 / 3)), 2 * (0.6 + 0.01 * 2 * (0.1 + 0.4))];
  expect(sum).toBeCloseTo((ofThree + ofTwo) / 2, 9);
  expect(owners.map(({ leftAfter }) => leftAfter)).toEqual([null, null, 0.5]);
  // Two rows have it, and the third a dash.
  expect(jointSection(analysis).markup.match(/80\.0 %/g)).toHaveLength(2);
});

test("the page and summary.json have each owner, and nothing of several machines", () => {
  const analysis = analysisOf([0.6, 0.7, 0.75]);
  const markup = jointSection(analysis).markup;
  expectSectionTranslated(
    markup,
    jointSection(analysis, "zh").markup,
    analysis.configurations.map(({ label }) => label),
  );
  for (const text of ["60.0 %", "70.0 %", "75.0 %", "80.0 %", "$1.20"]) expect(markup).toContain(text);
  expect(JSON.parse(summaryJson(analysis)).joint[0].owners).toHaveLength(3);
  expect(onSeveralMachines(analysis)).toEqual([]);
});

test("without owners nothing is said", () => {
  const plan = makePlan({ axes: { batchSize: [32, 64] }, seeds: [1] });
  const analysis = analyzed(
    plan,
    plan.cells.map((cell) => okRecord(cell)),
  );
  expect(jointSentence(analysis)).toBeNull();
  expect(jointSection(analysis).markup).toBe("");
});
