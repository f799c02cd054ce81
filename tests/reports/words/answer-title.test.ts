import { expect, test } from "vitest";
import { answerTitle } from "../../../reports/words/answer-title.ts";
import { expectTranslated } from "../in-chinese.ts";
import { analysisOf, RUNS } from "../runs.ts";

test.each(Object.keys(RUNS))("the title of the answer of %s says the same in Chinese", (name) => {
  const analysis = analysisOf(name);
  const winner = analysis.configurations.find(({ id }) => id === analysis.answer.winner)?.label;
  expectTranslated(answerTitle(analysis, 3), answerTitle(analysis, 3, "zh"), winner === "baseline" ? null : winner);
});

test("of several answers the title says what has one each", () => {
  expect(answerTitle(analysisOf("given"), 4)).toBe(
    "Accuracy and cost of the 4 configurations that finished; each number of training rows has an answer of its own",
  );
  expect(answerTitle(analysisOf("given"), 4, "zh")).toBe("已完成的4个配置的准确率与成本；每个训练集样本数各有答案");
});
