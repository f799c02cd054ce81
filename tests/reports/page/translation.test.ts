import { expect, test } from "vitest";
import { scatterData } from "../../../reports/charts/pareto-data.ts";
import { tableData } from "../../../reports/page/table-data.ts";
import {
  scatterTranslation,
  tableTranslation,
  translatedScatter,
  translatedTable,
} from "../../../reports/page/translation.ts";
import { analysisOf } from "../runs.ts";

const table = (words: { readonly caption: string; readonly cost: string; readonly ok: string }) =>
  tableData<number>({
    id: "runs",
    caption: words.caption,
    columns: [
      { title: words.cost, help: "", kind: "number", read: (usd) => ({ text: `$${usd}`, sort: usd }) },
      { title: "Id", help: "", kind: "text", read: (usd) => ({ text: `${usd} ${words.ok}`, sort: usd }) },
    ],
    rows: [1, 2],
    rowClass: () => "",
  });
const ENGLISH = table({ caption: "Runs", cost: "Cost", ok: "ok" });
const CHINESE = table({ caption: "运行", cost: "成本", ok: "成功" });

test("a translation has what differs alone, and is the whole table beside the original", () => {
  const translation = tableTranslation(CHINESE, ENGLISH);
  expect(translation).toEqual({
    id: "runs",
    caption: "运行",
    columns: [{ title: "成本" }, { texts: ["1 成功", "2 成功"] }],
  });
  expect(translatedTable(ENGLISH, translation)).toEqual(CHINESE);
});

test("a scatter plot's translation has none of its figures, and is the whole beside the original", () => {
  const analysis = analysisOf("baselines");
  const [english, chinese] = [scatterData(analysis, "en")!, scatterData(analysis, "zh")!];
  const translation = scatterTranslation(chinese, english);
  expect(new Set(translation.figures.flatMap((figure) => Object.keys(figure)))).toEqual(new Set(["title"]));
  expect(translatedScatter(english, translation)).toEqual(chinese);
});
