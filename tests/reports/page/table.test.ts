import { expect, test } from "vitest";
import { NOT_MEASURED } from "../../../reports/page/column.ts";
import { tableMarkup } from "../../../reports/page/table.ts";

test("a dash says that nothing was measured, in the reader's language", () => {
  const source = {
    id: "one",
    caption: "",
    columns: [{ title: "Cost", help: "", kind: "number", read: () => NOT_MEASURED }],
    rows: [0],
    rowClass: () => "",
  } as const;
  expect(tableMarkup(source).markup).toContain('<span title="not measured">—</span>');
  expect(tableMarkup(source, "zh").markup).toContain('<span title="未测量">—</span>');
});

test("a table of more than 30 rows is scrolled in the page", () => {
  const frameOf = (count: number) => {
    const { markup } = tableMarkup({
      id: "many",
      caption: "",
      columns: [{ title: "Row", help: "", kind: "text", read: () => NOT_MEASURED }],
      rows: Array.from({ length: count }, (_, row) => row),
      rowClass: () => "",
    });
    return /<div class="([^"]*)"/.exec(markup)![1];
  };
  expect([frameOf(30), frameOf(31)]).toEqual(["scroll", "scroll tall"]);
});
