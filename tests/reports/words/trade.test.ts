import { expect, test } from "vitest";
import type { Plan } from "../../../harness/contract/index.ts";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import { tradeOf } from "../../../harness/judge/analysis/trade.ts";
import { byCondition } from "../../../harness/judge/analysis/within-condition.ts";
import { answersIn } from "../../../reports/words/answer.ts";
import { headlineOf, plainText } from "../../../reports/words/sentence.ts";
import { tradeSentences } from "../../../reports/words/trade.ts";
import { analyzed, rowsRight } from "../../fixtures/analyses.ts";
import { makePlan, okRecord, type PlanOptions, type RunFigures } from "../../fixtures/records.ts";
import { withSamples } from "../../fixtures/serving-samples.ts";
import { expectTranslated } from "../in-chinese.ts";

const ENCODER = "encoder:use@1";
const BERT = "onnx:bert@1";
/** Every hour costs a dollar, so that 3.6 s are $0.001. */
const DEAR: RunFigures = { usdPerHour: 1, usdPerMillionTexts: 0.1, trainWallMs: 36_000, correct: rowsRight(96) };
const CHEAP: RunFigures = { usdPerHour: 1, usdPerMillionTexts: 0.001, trainWallMs: 3600, correct: rowsRight(90) };

/** The answer's first paragraph, whose trade in Chinese has the same names and figures. @param bySource figures of a cell for each source */
function headline(
  bySource: Readonly<Record<string, RunFigures>>,
  { sources, ...options }: Partial<PlanOptions> & Pick<Plan, "sources"> = {},
): string {
  const axes = { "model.source": Object.keys(bySource) };
  const plan = makePlan({ axes, seeds: [1], accuracyFloor: { atLeast: 0.5 }, baseline: null, ...options });
  const cells = plan.cells.map((cell) => {
    const source = String(cell.fields["model.source"]);
    const { model } = cell.experiment;
    return source === "reference" ? cell : { ...cell, experiment: { ...cell.experiment, model: { ...model, source } } };
  });
  const records = cells.map((cell) => okRecord(cell, bySource[String(cell.fields["model.source"])]!));
  const analysis = analyzed({ ...plan, cells, ...(sources && { sources }) }, records);
  expectTradeTranslated(analysis);
  return plainText(headlineOf(answersIn(analysis)[0]!));
}

function expectTradeTranslated(analysis: Analysis): void {
  for (const { analysis: single } of byCondition(analysis)) {
    const trade = tradeOf(single);
    if (trade === null) continue;
    const labels = analysis.configurations.map(({ label }) => label);
    const [english, chinese] = [tradeSentences(trade), tradeSentences(trade, "zh")];
    for (const part of ["lead", "figures"] as const)
      expectTranslated(plainText(english[part]), plainText(chinese[part]), labels);
  }
}

test("the answer's first sentence says what it gives up and saves against a much dearer model", () => {
  // Six rows of 100, all one way: p = 2 / 2^6 = 0.031; 6.0 ± 1.984 * 2.387 points.
  expect(headline({ reference: CHEAP, [ENCODER]: DEAR })).toMatch(
    /^source reference gives up 6\.0 points of accuracy against source encoder:use@1 and costs 100 times less\. source reference has 90\.0 % at \$0\.00100 per million texts, and \$0\.00100 to train; source encoder:use@1, the most accurate of the dearer models of other sources, has 96\.0 % at \$0\.100, and \$0\.0100 to train: a difference of −6\.0 points \(−10\.7 to −1\.3\)\. /,
  );
});

test("a difference that rows do not show is no loss, and no gain", () => {
  // Two rows of 100: p = 0.5.
  expect(headline({ reference: { ...CHEAP, correct: rowsRight(94) }, [ENCODER]: DEAR })).toMatch(
    /^source reference is not shown to differ in accuracy from source encoder:use@1 and costs 100 times less\. .*: a difference of −2\.0 points \(−4\.8 to \+0\.8\)\. /,
  );
  expect(
    headline({ reference: { ...CHEAP, correct: rowsRight(100) }, [ENCODER]: { ...DEAR, correct: rowsRight(90) } }),
  ).toMatch(
    /^source reference is 10\.0 points more accurate than source encoder:use@1 and costs 100 times less\. .*: a difference of \+10\.0 points \(\+4\.0 to \+10\.0\)\. /,
  );
});

test("of several, the most accurate one is named; what costs nine times as much is no other kind of model", () => {
  const nine = { ...DEAR, usdPerMillionTexts: 0.009, correct: rowsRight(99) };
  expect(headline({ reference: CHEAP, [ENCODER]: DEAR, [BERT]: nine })).toMatch(
    /against source encoder:use@1 and costs /,
  );
  expect(headline({ reference: CHEAP, [BERT]: nine })).not.toContain("gives up");
});

test("what is called the most accurate is so of all that the sentence is about", () => {
  const nine = { ...DEAR, usdPerMillionTexts: 0.009, correct: rowsRight(99) };
  expect(headline({ reference: CHEAP, [ENCODER]: DEAR, [BERT]: nine })).toContain(
    "encoder:use@1, the most accurate of the far dearer models of other sources, has 96.0 %",
  );
  const five = { ...DEAR, usdPerMillionTexts: 0.005 };
  const sources = [{ id: ENCODER, spec: "encoder:use", isPretrained: true as const }];
  expect(headline({ reference: CHEAP, [ENCODER]: five, [BERT]: nine }, { sources })).toContain(
    "encoder:use@1, the most accurate of the dearer models that were trained elsewhere, has 96.0 %",
  );
  // One that costs about the same is dearer, too, and is no trade; the rows that select refuse it.
  const alike = { ...DEAR, usdPerMillionTexts: 0.00105, correct: rowsRight(99), validationAccuracy: 0.2 };
  const both = [...sources, { id: BERT, spec: "onnx:bert", isPretrained: true as const }];
  expect(headline({ reference: CHEAP, [ENCODER]: five, [BERT]: alike }, { sources: both })).toContain(
    "encoder:use@1 has 96.0 %",
  );
});

test("one that was trained elsewhere and costs about the same is no trade, nor is a machine that costs nothing", () => {
  const sources = [{ id: BERT, spec: "onnx:bert", isPretrained: true as const }];
  const alike = { ...DEAR, usdPerMillionTexts: 0.00105 };
  expect(headline({ reference: CHEAP, [BERT]: alike }, { sources })).not.toContain("times less");
  const plan = makePlan({ axes: { "model.source": ["reference", BERT] }, seeds: [1], accuracyFloor: { atLeast: 0.5 } });
  const cells = plan.cells.map((cell) => {
    const { model } = cell.experiment;
    const isOwn = cell.fields["model.source"] === "reference";
    return isOwn ? cell : { ...cell, experiment: { ...cell.experiment, model: { ...model, source: BERT } } };
  });
  const tradeAt = (usdPerHour: number) => {
    const records = cells.map((cell) => {
      const record = okRecord(cell, cell.fields["model.source"] === BERT ? DEAR : CHEAP);
      return { ...record, cost: { ...record.cost, price: { ...record.cost.price, usdPerHour } } };
    });
    const [part] = byCondition(analyzed({ ...plan, cells }, records));
    return tradeOf(part!.analysis);
  };
  expect(tradeAt(1)?.costRatio).toBeCloseTo(100);
  expect(tradeAt(0)).toBeNull();
});

test("one that was trained elsewhere counts at any higher cost, and its training is not counted", () => {
  const nine = { ...DEAR, usdPerMillionTexts: 0.009, correct: rowsRight(99) };
  const sources = [{ id: BERT, spec: "onnx:bert", isPretrained: true as const }];
  expect(headline({ reference: CHEAP, [BERT]: nine }, { sources })).toMatch(
    /^source reference gives up 9\.0 points .* and costs 9\.00 times less\. .* has 99\.0 % at \$0\.00900, and was trained elsewhere: a difference of −9\.0 points /,
  );
});

test("where only a large model is accurate enough, the sentence says what the best of the small ones would lose", () => {
  expect(headline({ reference: CHEAP, [ENCODER]: DEAR }, { accuracyFloor: { atLeast: 0.95 } })).toMatch(
    /^source reference, the most accurate of the far cheaper models of other sources, gives up 6\.0 points of accuracy against source encoder:use@1 and costs 100 times less\. source reference has 90\.0 % at .*; source encoder:use@1 has 96\.0 % at .*: a difference of −6\.0 points \(−10\.7 to −1\.3\)\. /,
  );
});

test("models of one source are levers, and no trade", () => {
  expect(headline({ reference: CHEAP })).not.toContain("dearer models");
});

test("of a small model that teachers teach, the sentence says what it has without them, and of another what it has with them", () => {
  const axes = { "model.source": ["reference", ENCODER], distillation: ["none", "soft-targets"] };
  const whole = makePlan({ axes, seeds: [1], accuracyFloor: { atLeast: 0.5 }, baseline: null });
  const cells = whole.cells.flatMap((cell) => {
    const { fields, experiment } = cell;
    const isTaught = fields.distillation === "soft-targets";
    if (fields["model.source"] !== "reference") {
      const { model } = experiment;
      return isTaught ? [] : [{ ...cell, experiment: { ...experiment, model: { ...model, source: ENCODER } } }];
    }
    const technique = { name: "soft-targets" };
    return isTaught
      ? [
          {
            ...cell,
            experiment: { ...experiment, techniques: [technique] },
            trainedWith: [technique],
            teachers: [experiment],
          },
        ]
      : [cell];
  });
  const said = (usdOfTaught: number) => {
    const records = cells.map((cell) => {
      if (cell.experiment.model.source === ENCODER) return okRecord(cell, DEAR);
      const isTaught = cell.teachers.length > 0;
      return okRecord(cell, {
        ...CHEAP,
        ...(isTaught ? {} : { correct: rowsRight(80) }),
        usdPerMillionTexts: isTaught ? usdOfTaught : 0.001,
      });
    });
    const analysis = analyzed({ ...whole, cells }, withSamples(records, { rounds: 13 }));
    expectTradeTranslated(analysis);
    return plainText(headlineOf(answersIn(analysis)[0]!));
  };
  // Ten rows of 100, all one way: 10.0 ± 1.984 * 3.015 points. Half the cost, so that the taught one is the answer.
  expect(said(0.0005)).toContain(
    " has 96.0 % at $0.100, and $0.0100 to train: a difference of −6.0 points (−10.7 to −1.3); the first without a teacher, source reference · no distillation, has 80.0 %, 10.0 points less (−16.0 to −4.0), and $0.00100 to train. ",
  );
  expect(said(0.002)).toContain(
    "; the first with a teacher, source reference · soft-targets, has 90.0 %, 10.0 points more (+4.0 to +16.0), and $0.00100 to train. ",
  );
});
