import { expect, test } from "vitest";
import { rowKinds } from "../../../../harness/base/statistics/row-kinds.ts";
import { seeded } from "../../../fixtures/records.ts";

test("rows that are equal in every column are one kind, numbered by its first row", () => {
  const { kindOfRow, firstRows } = rowKinds([
    [2, 2, 0, 2, 0],
    [1, 0, 1, 1, 1],
  ]);
  expect([...kindOfRow]).toEqual([0, 1, 2, 0, 2]);
  expect(firstRows).toEqual([0, 1, 2]);
});

test("columns of few values and of many make the same kinds as one column after the other", () => {
  const random = seeded(5);
  const columns = Array.from({ length: 40 }, (_, column) => {
    const values = column % 7 === 0 ? 3000 : 2;
    return Array.from({ length: 200 }, (_row, row) => (row % 2 === 0 ? 0 : Math.floor(random() * values)));
  });
  const texts = columns[0]!.map((_, row) => columns.map((column) => column[row]).join(" "));
  const { kindOfRow, firstRows } = rowKinds(columns);
  const distinct = [...new Set(texts)];
  // 100 even rows are one kind, and odd ones hardly ever agree.
  expect(distinct.length).toBe(101);
  expect([...kindOfRow]).toEqual(texts.map((text) => distinct.indexOf(text)));
  expect(firstRows).toEqual(distinct.map((text) => texts.indexOf(text)));
});

test("without rows there are no kinds", () => {
  expect(rowKinds([[], []]).firstRows).toEqual([]);
});
