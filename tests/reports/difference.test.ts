import { expect, test } from "vitest";
import { changed, type Difference, difference } from "../../reports/difference.ts";

const CASES: readonly (readonly [what: string, one: unknown, other: unknown, by: Difference | null])[] = [
  ["the same", { a: [1, { b: null }] }, { a: [1, { b: null }] }, null],
  ["another value", 2, 1, { is: 2 }],
  ["null in place of an object", null, { a: 1 }, { is: null }],
  ["a field", { a: 1, b: 3 }, { a: 1, b: 2 }, { of: { b: { is: 3 } } }],
  ["a field that the other lacks", { a: 1, b: 2 }, { a: 1 }, { of: { b: { is: 2 } } }],
  ["without a field of the other's", { a: 1 }, { a: 1, b: 2 }, { is: { a: 1 } }],
  ["a list of texts, as a whole", ["a", "c"], ["a", "b"], { is: ["a", "c"] }],
  [
    "an item of a list of objects",
    [{ a: 1 }, { a: 3 }],
    [{ a: 1 }, { a: 2 }],
    { each: [null, { of: { a: { is: 3 } } }] },
  ],
  ["a longer list", [{ a: 1 }, { a: 2 }], [{ a: 1 }], { is: [{ a: 1 }, { a: 2 }] }],
  ["objects in place of texts", [{ a: 1 }, null], ["a", "b"], { each: [{ is: { a: 1 } }, { is: null }] }],
  [
    "fields within fields",
    { a: { b: [[1], [2]] } },
    { a: { b: [[1], [3]] } },
    { of: { a: { of: { b: { each: [null, { is: [2] }] } } } } },
  ],
];

test.each(CASES)("what is other is found, and makes the one of the other: %s", (_, one, other, by) => {
  const found = difference(one, other);
  expect(found).toEqual(by);
  expect(changed(other, JSON.parse(JSON.stringify(found)))).toEqual(one);
});

test("a field without a value is none", () => {
  expect(difference({ a: 1, b: undefined }, { a: 1 })).toBeNull();
  expect(difference({ a: 1, b: undefined }, { a: 1, b: 2 })).toEqual({ is: { a: 1 } });
});
