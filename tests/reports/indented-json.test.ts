import fc from "fast-check";
import { expect, test } from "vitest";
import { indentedJson, linedJson } from "../../reports/indented-json.ts";
import { holdsForAll } from "../fixtures/laws.ts";

test("pieces are the JSON that they are of, whatever an object holds", () => {
  holdsForAll(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
    expect([...indentedJson(object)].join("")).toBe(JSON.stringify(object, null, 2));
  });
});

test("elements of a generator are made as they are written, and none is an empty list", () => {
  const made: number[] = [];
  function* numbers(most: number) {
    for (let number = 1; number <= most; number += 1) {
      made.push(number);
      yield { number };
    }
  }
  let text = "";
  for (const piece of indentedJson({ numbers: numbers(2), none: numbers(0) })) {
    if (piece.includes('"number": 1')) expect(made).toEqual([1]);
    text += piece;
  }
  expect(text).toBe(JSON.stringify({ numbers: [{ number: 1 }, { number: 2 }], none: [] }, null, 2));
});

test("each element of a list is a piece, and what is undefined is left out", () => {
  const object = { "a[b": [{ one: [1] }, "x\n"], none: undefined, empty: [], two: { list: [1, 2] } };
  const pieces = [...indentedJson(object)];
  expect(pieces.join("")).toBe(JSON.stringify(object, null, 2));
  expect(pieces).toContain('\n    "x\\n"');
});

test("with a line for each element it is the same JSON, whatever an object holds", () => {
  holdsForAll(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
    const text = [...linedJson(object)].join("");
    expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(object));
  });
});

test("rows have a line each, in objects within the object, too; lists of numbers have one", () => {
  function* rows() {
    yield { id: "a", own: [{ x: 1 }] };
    yield { id: "b" };
  }
  const object = {
    name: "quant",
    none: undefined,
    empty: [],
    rows: rows(),
    to: { levels: [0.5, 0.6], curves: [[1], [2]], deep: { list: [{}] } },
  };
  expect([...linedJson(object)].join("")).toBe(`{
  "name": "quant",
  "empty": [],
  "rows": [
    {"id":"a","own":[{"x":1}]},
    {"id":"b"}
  ],
  "to": {
    "levels": [0.5,0.6],
    "curves": [
      [1],
      [2]
    ],
    "deep": {"list":[{}]}
  }
}`);
});
