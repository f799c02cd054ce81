import { expect, test } from "vitest";
import { columnBelow, type RowChoice, rowsInOrder, shownColumns } from "../../../reports/app/order.ts";
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
    { title: "Name", help: "", kind: "text", isMain: true, read: ({ name }) => ({ text: name, sort: name }) },
    {
      title: "Note",
      help: "",
      kind: "text",
      isMore: true,
      read: ({ name }) => ({ text: "", detail: name === "a" ? "Ran out of Memory" : "", sort: null }),
    },
    {
      title: "Cost",
      help: "",
      isMain: true,
      kind: "number",
      read: ({ usd }) => (usd === null ? NOT_MEASURED : { text: `$${usd}`, sort: usd }),
    },
    { title: "Seed", help: "", kind: "number", read: () => ({ text: "1", sort: 1 }) },
  ],
  rows: ROWS,
  rowClass: () => "",
  configurationOf: ({ configuration }) => configuration,
  choice: "Name",
});
const shownOf = (choice: Partial<RowChoice>) =>
  rowsInOrder(DATA, { selection: null, sorting: null, find: "", kinds: [], ...choice });
const names = (rows: readonly number[]) => rows.map((row) => ROWS[row]!.name);

test("what was not measured comes last in both directions, and equal rows keep their order", () => {
  expect(names(shownOf({ sorting: { by: "Cost", isAscending: true } }))).toEqual(["a", "b10", "all", "b9"]);
  expect(names(shownOf({ sorting: { by: "Cost", isAscending: false } }))).toEqual(["b10", "all", "a", "b9"]);
});

test("numbers within names are compared as numbers", () => {
  expect(names(shownOf({ sorting: { by: "Name", isAscending: true } }))).toEqual(["a", "all", "b9", "b10"]);
});

test("rows about configurations that are not shown are left out, and those about none stay", () => {
  expect(names(shownOf({ selection: new Set(["b"]) }))).toEqual(["b10", "b9", "all"]);
});

test("a column that the table does not have sorts nothing", () => {
  expect(names(shownOf({ sorting: { by: "Speed", isAscending: true } }))).toEqual(ROWS.map(({ name }) => name));
});

test("rows are found by their texts and small print, in any case, but not by their figures", () => {
  expect(names(shownOf({ find: " B1 " }))).toEqual(["b10"]);
  expect(names(shownOf({ find: "of memory" }))).toEqual(["a"]);
  expect(names(shownOf({ find: "$" }))).toEqual([]);
});

test("rows are chosen by the values of one column, and by their text as well", () => {
  expect(names(shownOf({ kinds: ["a", "b9"] }))).toEqual(["b9", "a"]);
  expect(names(shownOf({ kinds: ["a", "b9"], find: "b" }))).toEqual(["b9"]);
});

test("a value that no row has, such as one in another language, leaves no row out", () => {
  expect(names(shownOf({ kinds: ["甲"] }))).toEqual(ROWS.map(({ name }) => name));
  expect(names(shownOf({ kinds: ["甲", "b9"] }))).toEqual(["b9"]);
});

test("a column is shown as usual, or other than usual if a reader changed it", () => {
  const titles = (changed: readonly string[], isNarrow: boolean) =>
    shownColumns(DATA.columns, { changed, isNarrow }).map(({ title }) => title);
  expect(titles([], false)).toEqual(["Name", "Cost", "Seed"]);
  expect(titles(["Note", "Cost"], false)).toEqual(["Name", "Note", "Seed"]);
  expect(titles([], true)).toEqual(["Name", "Cost"]);
  expect(titles(["Note", "Cost"], true)).toEqual(["Name", "Note"]);
});

test("what rows are chosen by stands below their names where its column is not shown", () => {
  const byNote = { columns: DATA.columns, choice: "Note" };
  expect(columnBelow(byNote, shownColumns(DATA.columns, { changed: [], isNarrow: true }))?.title).toBe("Note");
  expect(columnBelow(byNote, DATA.columns)).toBeNull();
  expect(columnBelow({ ...byNote, choice: null }, [])).toBeNull();
});
