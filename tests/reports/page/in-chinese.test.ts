import { expect, test } from "vitest";
import type { Analysis } from "../../../harness/judge/analysis/analysis.ts";
import type { Warning } from "../../../harness/judge/analysis/warning.ts";
import { answerSection } from "../../../reports/page/answer.ts";
import { followedSection } from "../../../reports/page/followed.ts";
import { leverSection } from "../../../reports/page/levers.ts";
import { methodSection } from "../../../reports/page/method.ts";
import { modelSection } from "../../../reports/page/model.ts";
import { sourceSection } from "../../../reports/page/sources.ts";
import { toAccuracySection } from "../../../reports/page/to-accuracy.ts";
import { warningSection } from "../../../reports/page/warnings.ts";
import { MODEL_PLACE as model } from "../../fixtures/model-place.ts";
import { expectSectionTranslated } from "../in-chinese.ts";
import { analysisOf, RUNS } from "../runs.ts";

test("warnings", () => {
  const warnings: Warning[] = [
    { kind: "several-machines", machines: 2 },
    { kind: "stale", records: 3 },
  ];
  expectSectionTranslated(warningSection(warnings).markup, warningSection(warnings, "zh").markup);
});

test("where a model lies, with the same commands", () => {
  const elsewhere = { ...model, folder: "../ada/quant/cells/abc" };
  const { markup } = modelSection([elsewhere], "zh");
  expect(markup).toContain(
    '<p class="lede">int8的模型（种子1）位于文件夹<a href="cells/abc/">cells/abc/</a>。在本页所在的文件夹中执行：</p>',
  );
  const commandsIn = (text: string) => text.match(/<pre.*?<\/pre>/gs);
  expect(commandsIn(markup)).toEqual(commandsIn(modelSection([elsewhere]).markup));
});

test("where models come from", () => {
  const analysis = analysisOf("sources");
  const { markup } = sourceSection(analysis, "zh");
  // In Chinese, large numbers are counted by ten thousands.
  const sameNumbers = markup.replace("16.04万个参数", "160,433个参数").replace("691.2万个参数", "6.9 M参数");
  expectSectionTranslated(sourceSection(analysis).markup, sameNumbers, [analysis.plan.sources, "reference"]);
});

test("trainings that follow the validation loss", () => {
  const analysis = analysisOf("followed");
  const names = analysis.configurations.map(({ label }) => label);
  expectSectionTranslated(followedSection(analysis).markup, followedSection(analysis, "zh").markup, names);
});

test("what an accuracy costs to reach", () => {
  const analysis = analysisOf("optimizers");
  const names = [...analysis.configurations.map(({ label }) => label), "summary.json"];
  expectSectionTranslated(toAccuracySection(analysis, []).markup, toAccuracySection(analysis, [], "zh").markup, names);
});

test("how it was measured says what is good enough, and how texts came", () => {
  const { markup } = methodSection(analysisOf("quant"), "zh");
  expect(markup).toMatch(/答案是在.*上准确率与基线相差不超过\d+(?:\.\d+)?个百分点/);
  expect(markup).toContain("文本以每批256条的方式送入");
});

/** Where a configuration is called so, "baseline" is also a word of the sentences. */
const namesOf = ({ configurations, plan, prices, cells }: Analysis) => [
  configurations.map(({ label }) => label).filter((label) => label !== "baseline"),
  [plan.name, plan.datasets, prices],
  cells.map(({ noFigures }) => noFigures),
];

test.each(Object.keys(RUNS).filter((name) => name !== "hostile"))(
  "the question, the answer and its figures of %s",
  (name) => {
    const analysis = analysisOf(name);
    const [english, chinese] = [answerSection(analysis, "en").markup, answerSection(analysis, "zh").markup];
    // In Chinese, large numbers are counted by ten thousands.
    expectSectionTranslated(english, chinese.replace("2000万条文本", "20百万条文本"), namesOf(analysis));
  },
);

test("what levers do", () => {
  const analysis = analysisOf("techniques");
  const [english, chinese] = [leverSection(analysis, []).markup, leverSection(analysis, [], "zh").markup];
  expect(chinese).toContain("<h2>各手段的作用</h2>");
  expectSectionTranslated(english, chinese, [namesOf(analysis), "summary.json"]);
});
