import { expect, test } from "vitest";
import { finishedRuns } from "../../../harness/judge/analysis/cells.ts";
import { runsTable } from "../../../reports/page/runs.ts";
import { dataTableMarkup } from "../../../reports/page/table.ts";
import { expectSectionTranslated } from "../in-chinese.ts";
import { analysisOf } from "../runs.ts";
import { writtenColumn } from "../written-column.ts";

test.each(["quant", "troubled", "lone", "scenarios", "nothing"])("the table says the same in Chinese: %s", (name) => {
  const analysis = analysisOf(name);
  const [english, chinese] = (["en", "zh"] as const).map((language) =>
    dataTableMarkup(runsTable(analysis, language), language),
  );
  expectSectionTranslated(english!.markup, chinese!.markup, [
    analysis.configurations.map(({ label }) => label),
    analysis.cells.map(({ cell }) => cell.experiment.id),
    analysis.cells.map(({ noFigures }) => noFigures),
    finishedRuns(analysis.cells).map(({ executed }) => [executed.library, executed.provider]),
    "summary.csv",
  ]);
});

test("each status has a word in Chinese, and rows are chosen by it", () => {
  const table = runsTable(analysisOf("troubled"), "zh");
  expect(table.choice).toBe("状态");
  const statuses = writtenColumn(table, "状态").texts;
  expect(new Set(statuses)).toEqual(new Set(["失败", "已跳过", "超时", "尚未运行", "成功"]));
});
