import { expect, test } from "vitest";
import { compareRuns } from "../../../reports/app/compare.ts";
import { compareTable } from "../../../reports/app/compare-table.ts";
import { sortsOf, type TableData } from "../../../reports/page/table-data.ts";
import { writtenColumn as column } from "../written-column.ts";
import { A, B } from "./compared-cells.ts";

const table = compareTable(compareRuns(A, B), "en");

test("every cell of either run has a row, those of one run last", () => {
  expect(column(table, "Seed").texts).toEqual(["1", "1", "2", "2", "3", "4"]);
  expect(column(table, "In").texts).toEqual(["both", "both", "no figures in B", "both", "only A", "only B"]);
  expect(column(table, "In").details[2]).toBe("B failed: serve: out of memory");
  expect(column(table, "In").cautions).toEqual([2]);
  expect(column(table, "Configuration").details[3]).toBe("matched by name and seed");
});

test("figures are compared, with both values below", () => {
  const accuracy = column(table, "Accuracy, points");
  expect(accuracy.texts).toEqual(["+1.0", "+3.0", "—", "+4.0", "—", "—"]);
  expect(accuracy.details).toEqual([
    "80.0 % → 81.0 %",
    "80.0 % → 83.0 %",
    "80.0 %",
    "80.0 % → 84.0 %",
    "80.0 %",
    "80.0 %",
  ]);
  expect(column(table, "Cost, ratio").texts.slice(0, 4)).toEqual(["0.50", "2.00", "—", "1.00"]);
  expect(column(table, "Cost, ratio").sorts).toEqual([0.5, 2, null, 1, null, null]);
});

test("what machines of two kinds measured is shown, not compared", () => {
  const elsewhere = compareTable(
    compareRuns(
      A,
      B.map((cell) => ({ ...cell, machine: "beef" })),
    ),
    "en",
  );
  const cost = column(elsewhere, "Cost, ratio");
  expect(cost.texts[0]).toBe("not compared");
  expect(cost.details[0]).toBe("$0.00200 → $0.00100");
  expect(cost.sorts[0]).toBeNull();
  expect(column(elsewhere, "File, ratio").texts[1]).toBe("0.25");
});

test("in Chinese, the same rows and figures", () => {
  const chinese = compareTable(compareRuns(A, B), "zh");
  expect(column(chinese, "所在").texts).toEqual(["两者", "两者", "B没有数值", "两者", "仅A", "仅B"]);
  const numbersIn = ({ columns }: TableData) => columns.map((one) => (one.kind === "number" ? sortsOf(one) : null));
  expect(numbersIn(chinese)).toEqual(numbersIn(table));
});
