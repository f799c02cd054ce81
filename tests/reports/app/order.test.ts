import { expect, test } from "vitest";
import { rowsInOrder } from "../../../reports/app/order.ts";
import { NOT_MEASURED } from "../../../reports/page/column.ts";
import { tableData } from "../../../reports/page/table-data.ts";

interface Row {
  readonly name: string;
  readonly usd: number | null;
  readonly configuration: string | null;
}

const ROWS: readonly Row[] = [
  { name: "b10", usd: 3, configuration: "b" },
  { name: "b9", usd: null, configuration: "b" },
  { name: "a", usd: 1, configuration: "a" },
  { name: "all", usd: 3, configuration: null },
];
const DATA = tableData<Row>({
  id: "rows",
  caption: "Rows",
  columns: [
    { title: "Name", help: "", kind: "text", read: ({ name }) => ({ text: name, sort: name }) },
    {
      title: "Cost",
      help: "",
      kind: "number",
      read: ({ usd }) => (usd === null ? NOT_MEASURED : { text: `$${usd}`, sort: usd }),
    },
  ],
  rows: ROWS,
  rowClass: () => "",
  configurationOf: ({ configuration }) => configuration,
});
const names = (rows: readonly number[]) => rows.map((row) => ROWS[row]!.name);

test("what was not measured comes last in both directions, and equal rows keep their order", () => {
  expect(names(rowsInOrder(DATA, null, { by: "Cost", isAscending: true }))).toEqual(["a", "b10", "all", "b9"]);
  expect(names(rowsInOrder(DATA, null, { by: "Cost", isAscending: false }))).toEqual(["b10", "all", "a", "b9"]);
});

test("numbers within names are compared as numbers", () => {
  expect(names(rowsInOrder(DATA, null, { by: "Name", isAscending: true }))).toEqual(["a", "all", "b9", "b10"]);
});

test("rows about configurations that are not shown are left out, and those about none stay", () => {
  expect(names(rowsInOrder(DATA, new Set(["b"]), null))).toEqual(["b10", "b9", "all"]);
});

test("a column that the table does not have sorts nothing", () => {
  expect(names(rowsInOrder(DATA, null, { by: "Speed", isAscending: true }))).toEqual(ROWS.map(({ name }) => name));
});
