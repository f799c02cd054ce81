import { expect, test } from "vitest";
import { scatterData } from "../../../reports/charts/pareto-data.ts";
import { html } from "../../../reports/html.ts";
import { tableData } from "../../../reports/page/table-data.ts";
import { payloadsOf, translatedPayload, translationOf } from "../../../reports/page/translation.ts";
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
const analysis = analysisOf("baselines");
const ENGLISH = {
  title: "Runs",
  body: html`<p>Cost</p>`,
  charts: [],
  tables: [table({ caption: "Runs", cost: "Cost", ok: "ok" })],
  selectable: { axes: [], configurations: [] },
  scatter: scatterData(analysis, "en"),
};
const CHINESE = {
  ...ENGLISH,
  title: "运行",
  body: html`<p>成本</p>`,
  tables: [table({ caption: "运行", cost: "成本", ok: "成功" })],
  scatter: scatterData(analysis, "zh"),
};

test("a translation has what differs alone", () => {
  const { title, body, payloads } = translationOf(CHINESE, ENGLISH);
  expect({ title, body }).toEqual({ title: "运行", body: "<p>成本</p>" });
  expect(Object.keys(payloads)).toEqual(["scatter", "table-runs"]);
  expect(payloads["table-runs"]).toEqual({
    of: {
      caption: { is: "运行" },
      columns: { each: [{ of: { title: { is: "成本" } } }, { of: { texts: { is: ["1 成功", "2 成功"] } } }] },
    },
  });
  const { figures } = (payloads.scatter as unknown as { of: { figures: { each: { of: object }[] } } }).of;
  expect(new Set(figures.each.flatMap(({ of }) => Object.keys(of)))).toEqual(new Set(["title"]));
});

test("beside the original it is the whole text", () => {
  const translation = translationOf(CHINESE, ENGLISH);
  const [own, wanted] = [payloadsOf(ENGLISH), payloadsOf(CHINESE)];
  const read = Object.keys(own).map((id) => [id, translatedPayload(id, own[id], translation)]);
  expect(Object.fromEntries(read)).toEqual(wanted);
  expect(translatedPayload("charts", null, translation)).toBeNull();
  expect(translatedPayload("table-runs", own["table-runs"], null)).toBe(own["table-runs"]);
});
