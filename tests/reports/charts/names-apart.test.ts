import { expect, test } from "vitest";
import { namesApart } from "../../../reports/charts/names-apart.ts";

const name = (left: number, y: number, width = 60, height = 12) => ({ left, width, height, y });

test("a name stands below its point, and below the names that it would cover there", () => {
  expect(namesApart([name(100, 20)], 240)).toEqual([6]);
  // The first takes 26 to 38 of the height, the second of what is left 38 to 50, and 39 pixels on there is room.
  expect(namesApart([name(100, 20), name(70, 22), name(70, 61)], 240)).toEqual([6, 16, 6]);
  expect(namesApart([name(100, 20), name(40, 22)], 240)).toEqual([6, 6]);
});

test("at the lower end of the plot, a name stands above its point", () => {
  expect(namesApart([name(0, 222), name(100, 223)], 240)).toEqual([6, -18]);
});

test("a name that has room on neither side is left out", () => {
  expect(namesApart([name(0, 10, 60, 40), name(0, 10), name(0, 10, 60, 8)], 240)).toEqual([6, 46, null]);
});
