import fc from "fast-check";
import { expect, test } from "vitest";
import { packed, unpacked } from "../../reports/packed.ts";
import { holdsForAll } from "../fixtures/laws.ts";

const numbers = (first: number, count = 100) => Array.from({ length: count }, (_, place) => first + place);
const texts = numbers(0).map(String);

const again = (value: unknown) => unpacked(JSON.parse(JSON.stringify(packed(value))));

test.each<[what: string, value: unknown]>([
  ["null", null],
  ["a text", "a"],
  ["an empty list", []],
  ["equal lists", { middles: numbers(1), lows: numbers(1), highs: numbers(2), deep: [{ own: numbers(1) }] }],
  ["rows", numbers(0).map((n) => ({ id: `id${n}`, n, none: null }))],
  [
    "rows within rows, of equal columns",
    { of: numbers(0).map((n) => ({ n, same: n, needs: { n, deep: { text: String(n) } } })) },
  ],
  ["rows of lists", numbers(0).map((n) => ({ n, list: [n, n + 1], lists: [texts, texts] }))],
  ["rows of other fields", [...numbers(0).map((n) => ({ n })), { other: 1 }]],
  ["rows of fields in another order", [...numbers(0).map((n) => ({ n, m: n })), { m: 1, n: 2 }]],
  ["rows among which is a text", [...numbers(0).map((n) => ({ n })), "text"]],
  ["a text before rows", ["text", ...numbers(0).map((n) => ({ n }))]],
  ["rows without fields", numbers(0).map(() => ({}))],
  ["a field of an odd name", numbers(0).map((n) => JSON.parse(`{"__proto__": ${n}, "constructor": ${n}}`))],
])("what was packed is the same again: %s", (_, value) => {
  expect(again(value)).toEqual(value);
});

test("and so is what was packed of long lists within rows within fields of any name", () => {
  const long = <T>(item: fc.Arbitrary<T>) =>
    fc.array(item, { minLength: 1, maxLength: 2 }).map((items) => texts.map((_, place) => items[place % items.length]));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 2 }, fc.constantFrom(null, 0, "a"), tie("object"), tie("long"), tie("rows")),
    object: fc.dictionary(fc.constantFrom("a", "1", "0", "value", "constructor", "__proto__"), tie("value")),
    long: long(tie("value")),
    rows: long(fc.record({ b: tie("value"), a: tie("value"), same: tie("value") })),
  }));
  holdsForAll(value, (one) => {
    // As text: the order of fields is kept, too.
    expect(JSON.stringify(again(one))).toBe(JSON.stringify(one));
  });
});

test("a list stands once, and rows stand as columns", () => {
  const value = {
    figures: [{ middles: numbers(1), lows: numbers(1) }],
    rows: numbers(1).map((n) => ({ n, text: "a" })),
  };
  expect(packed(value)).toEqual({
    value: { figures: [{ middles: numbers(1), lows: null }], rows: { n: null, text: numbers(1).map(() => "a") } },
    rows: [["rows"]],
    shared: [
      { at: ["figures", 0, "lows"], as: ["figures", 0, "middles"] },
      { at: ["rows", "n"], as: ["figures", 0, "middles"] },
    ],
  });
});

test("lists that differ in one item stay, and so do short ones", () => {
  const other = numbers(1);
  other[30] = -1;
  const value = { one: numbers(1), other, short: [1, 2], same: [1, 2] };
  expect(packed(value)).toEqual({ value, rows: [], shared: [] });
});

test("the value itself is not changed", () => {
  const value = { one: numbers(1), other: numbers(1), rows: numbers(1).map((n) => ({ n })) };
  const before = structuredClone(value);
  packed(value);
  expect(value).toEqual(before);
});
