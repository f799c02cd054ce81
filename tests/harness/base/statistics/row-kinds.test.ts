import { expect, test } from "vitest";
import { rowKinds } from "../../../../harness/base/statistics/row-kinds.ts";

test("rows that are equal in every column are one kind, numbered by its first row", () => {
  const { kindOfRow, firstRows } = rowKinds([
    [2, 2, 0, 2, 0],
    [1, 0, 1, 1, 1],
  ]);
  expect([...kindOfRow]).toEqual([0, 1, 2, 0, 2]);
  expect(firstRows).toEqual([0, 1, 2]);
});

test("without rows there are no kinds", () => {
  expect(rowKinds([[], []]).firstRows).toEqual([]);
});
