import fc from "fast-check";
import { expect, test } from "vitest";
import { changed, type Difference, difference } from "../../reports/difference.ts";
import { holdsForAll } from "../fixtures/laws.ts";

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

test("fields may have the names of what every object has", () => {
  const [one, other] = [{ a: 1 }, JSON.parse('{"a":1,"constructor":2,"__proto__":{}}')];
  expect(difference(one, other)).toEqual({ is: { a: 1 } });
  expect(Object.entries(changed(one, difference(other, one)) as object)).toEqual(Object.entries(other));
});

test("it makes any value of any other", () => {
  const { value: json } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 1), tie("object"), tie("list")),
    list: fc.array(tie("value"), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom("a", "1", "is", "toString", "__proto__"), tie("value")),
  }));
  holdsForAll(fc.tuple(json, json), ([one, other]) => {
    const found = JSON.parse(JSON.stringify(difference(one, other)));
    expect(new Map(leavesOf(changed(other, found)))).toEqual(new Map(leavesOf(one)));
  });
});

/** What has no parts, by its path: whatever a field is called, and in whatever order. */
function leavesOf(value: unknown, path = ""): [path: string, leaf: unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  const kind = Array.isArray(value) ? "[]" : "{}";
  return [[path, kind], ...Object.entries(value).flatMap(([name, own]) => leavesOf(own, `${path}${kind}${name}`))];
}
