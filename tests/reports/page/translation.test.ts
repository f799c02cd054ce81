import { expect, test } from "vitest";
import { tableData } from "../../../reports/page/table-data.ts";
import { tableTranslation, translatedTable } from "../../../reports/page/translation.ts";

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
