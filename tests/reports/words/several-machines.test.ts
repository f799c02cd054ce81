import { describe, expect, test } from "vitest";
import type { UsageTogether } from "../../../harness/contract/index.ts";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { onSeveralMachines } from "../../../harness/judge/analysis/trainings/several-machines.ts";
import { exchangedBytes } from "../../../harness/judge/figures/catalogue/exchanged-bytes.ts";
import { scalingEfficiency } from "../../../harness/judge/figures/catalogue/scaling-efficiency.ts";
import { pricedRun } from "../../../harness/judge/pricing/priced-run.ts";
import { severalMachinesSection } from "../../../reports/page/several-machines.ts";
import { answersIn } from "../../../reports/words/answer.ts";
import { plainText } from "../../../reports/words/sentence.ts";
import { secondMachineSentences } from "../../../reports/words/several-machines.ts";
import { analyzed } from "../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../fixtures/records.ts";
import { expectSectionTranslated, expectTranslated } from "../in-chinese.ts";
import { summaryJson } from "../summary-texts.ts";

/** Of 100 steps: 125,000 numbers in each exchange, over a loopback of a megabyte a millisecond. */
const TOGETHER: UsageTogether = {
  workers: 2,
  exchanges: 100,
  numbers: 12_500_000,
  sentBytes: 200_000_000,
  exchangeWallMs: 260,
  gradientWallMs: 500,
  updateWallMs: 200,
  link: { latencyMs: 0.5, bytesPerSecond: 1e9 },
  alone: { steps: 50, wallMs: 480, gradientWallMs: 300, updateWallMs: 100 },
};

/** One process and two, whose step takes 2 ms for the update and so long for the gradient, at a dollar an hour. */
function analysisOf(gradientMs: number, together: Partial<UsageTogether> = {}): Analysis {
  const plan = makePlan({ axes: { "training.workers": [1, 2] }, seeds: [1] });
  const alone = { ...TOGETHER.alone, gradientWallMs: 50 * gradientMs };
  const records = plan.cells.map((cell) => {
    const record = { ...okRecord(cell, { usdPerHour: 1, trainSteps: 100, trainWallMs: 600 }), parameters: 160_433 };
    if (cell.fields["training.workers"] === 1) return record;
    return { ...record, usage: { ...record.usage, together: { ...TOGETHER, alone, ...together } } };
  });
  return analyzed(plan, records);
}

function saidOf(analysis: Analysis): { lead: string; from: string } {
  const texts = (["en", "zh"] as const).map((language) => {
    const { lead, from } = secondMachineSentences(analysis, language)!;
    return { lead: plainText(lead), from: plainText(from) };
  });
  const about = analysis.configurations.map(({ label }) => label);
  for (const part of ["lead", "from"] as const) {
    expectTranslated(texts[0]![part], texts[1]![part], about);
  }
  return texts[0]!;
}

describe("over 10 Gbit/s an exchange takes 2 (0.1 + 0.4) ms", () => {
  test("a gradient of 8 ms: 2 + 4 + 1 ms are more than √2 times as fast as 10 ms", () => {
    const { lead, from } = saidOf(analysisOf(8));
    expect(lead).toMatch(
      /^A second machine pays: over 10 Gbit\/s, two train this model in 700 ms for \$0\.000389 where one takes 1 s for \$0\.000278, 1\.43 times as fast at 1\.40 times the dollars, at best \(.*2.*\)\.$/,
    );
    expect(from).toBe("");
  });

  test("a gradient of 6 ms: 6 ms beside 8 are a third faster and half as dear again", () => {
    const { lead, from } = saidOf(analysisOf(6));
    expect(lead).toMatch(
      /^A second machine saves time and does not pay: .* in 600 ms .* 800 ms .* 1\.33 times as fast at 1\.50 times/,
    );
    // 6 x 0.2071 - 2 x 0.2929 - 0.8 is below 0; (0.5858 + 0.2 + 0.8) / 1.2426 = 1.276.
    expect(from).toBe(
      "Two would save more time than they cost, so that seconds times dollars fall, at no number of parameters over this link, and from 1.28 times the work of a gradient, such as 41 texts in a step.",
    );
  });

  test("a gradient of 2.01 ms: 2 + 1.005 + 1 ms are hardly less than 4.01, and not 1.00 times as fast", () => {
    expect(saidOf(analysisOf(2.01)).lead).toMatch(
      /^A second machine saves time .* 1\.001 times as fast at 2\.00 times/,
    );
  });

  test("a gradient of 1 ms: 2 + 0.5 + 1 ms are slower than 3", () => {
    const { lead, from } = saidOf(analysisOf(1));
    expect(lead).toMatch(
      /^A second machine does not pay: .* in 350 ms .* one takes 300 ms .* 0\.86 times as fast at 2\.33 times/,
    );
    // A gradient of 2 ms is halved to save 1: twice the work.
    expect(from).toContain(
      "Two machines would be faster than one at no number of parameters over this link, and from 2.00 times",
    );
  });

  test("with a thousandth of the bytes, some number of parameters pays: 0.2 / (0.5 - 0.0008) times as many", () => {
    const { from } = saidOf(analysisOf(1, { numbers: 12_500 }));
    expect(from).not.toContain("Two machines would be faster");
    const tiny = saidOf(analysisOf(0.2, { numbers: 12_500 }));
    // 0.2 / (0.1 - 0.0008) = 2.0161 times 160,433.
    expect(tiny.from).toContain(
      "faster than one from 323,454 parameters on (this model has 160,433 parameters), or from 2.01 times",
    );
  });
});

test("the answer begins with it, the page has the times over each link, and summary.json the same", () => {
  const analysis = analysisOf(8);
  const [{ lead }] = answersIn(analysis) as [ReturnType<typeof answersIn>[number]];
  expect(plainText(lead)).toMatch(/^A second machine pays/);
  const english = severalMachinesSection(analysis).markup;
  const chinese = severalMachinesSection(analysis, "zh").markup;
  expectSectionTranslated(
    english,
    chinese,
    analysis.configurations.map(({ label }) => label),
  );
  // 1 Gbit/s: 2 (0.2 + 4) ms more than 6; four machines over it: 2 + 2 + 6 (0.2 + 2) ms.
  expect(english).toContain("1.44 s");
  expect(english).toContain("1.72 s");
  expect(english).toMatch(/take 200 ms by its measured latency and bandwidth, and took 260 ms/);
  const { machines } = JSON.parse(summaryJson(analysis));
  expect(machines).toHaveLength(1);
  expect(machines[0].overLinks[1].on[1]).toEqual({ machines: 2, ms: 700, usd: (2 * 700) / 3_600_000 });
});

test("trainings of equal steps and exchanges are one row, in however many processes they were measured", () => {
  const plan = makePlan({ axes: { "training.workers": [2, 4], "training.sync": ["step", "round"] }, seeds: [1] });
  const records = plan.cells.map((cell) => {
    const record = okRecord(cell, { usdPerHour: 1, trainSteps: 100 });
    const { "training.workers": workers, "training.sync": sync } = cell.fields;
    const exchanged = sync === "round" ? { exchanges: 2, numbers: 250_000 } : {};
    return { ...record, usage: { ...record.usage, together: { ...TOGETHER, workers: Number(workers), ...exchanged } } };
  });
  const analysis = analyzed(plan, records);
  const labels = analysis.configurations.map(({ label }) => label);
  expect(labels).toHaveLength(4);
  const { markup } = severalMachinesSection(analysis);
  const [two, twoRounds, four, fourRounds] = labels;
  // Over four links each.
  for (const row of [`${two} and ${four}`, `${twoRounds} and ${fourRounds}`]) {
    expect(markup.split(`>${row}<`)).toHaveLength(5);
  }
  expect(markup.match(/<tr/g)).toHaveLength(1 + 2 * 4);
  expect(JSON.parse(summaryJson(analysis)).machines).toHaveLength(4);
});

test("of equal steps, those of the fastest run count: other programs only slow one down", () => {
  const plan = makePlan({ axes: { "training.workers": [1, 2, 4] }, seeds: [1] });
  const records = plan.cells.map((cell) => {
    const record = okRecord(cell, { usdPerHour: 1, trainSteps: 100 });
    const workers = Number(cell.fields["training.workers"]);
    if (workers === 1) return record;
    const slower = workers === 2 ? 10 : 1;
    const { steps, wallMs, gradientWallMs, updateWallMs } = TOGETHER.alone;
    const alone = {
      steps,
      wallMs: slower * wallMs,
      gradientWallMs: slower * gradientWallMs,
      updateWallMs: slower * updateWallMs,
    };
    return { ...record, usage: { ...record.usage, together: { ...TOGETHER, workers, alone } } };
  });
  expect(onSeveralMachines(analyzed(plan, records)).map(({ second }) => second.oneMs)).toEqual([800, 800]);
});

test("without such a training nothing is said", () => {
  const plan = makePlan({ axes: { batchSize: [32, 64] }, seeds: [1] });
  const analysis = analyzed(
    plan,
    plan.cells.map((cell) => okRecord(cell)),
  );
  expect(secondMachineSentences(analysis)).toBeNull();
  expect(onSeveralMachines(analysis)).toEqual([]);
  expect(severalMachinesSection(analysis).markup).toBe("");
  expect(JSON.parse(summaryJson(analysis)).machines).toBeUndefined();
});

test("two processes that take 600 ms where one takes 480 use 40 % of what they cost", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const record = okRecord(plan.cells[0]!, { trainWallMs: 600 });
  const run = pricedRun({ ...record, usage: { ...record.usage, together: TOGETHER } });
  expect(scalingEfficiency.read(run)).toBeCloseTo(0.4, 12);
  expect(exchangedBytes.read(run)).toBe(200_000_000);
  expect(scalingEfficiency.read(pricedRun(record))).toBeNull();
});
