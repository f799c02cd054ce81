import { expect, test } from "vitest";
import { withTexts } from "../../../harness/base/with-texts.ts";

const withoutHome = (text: string) => text.replaceAll("/home/", "");

test("texts are replaced at every depth, and keys, numbers and null stay", () => {
  const plan = { "/home/": 1, files: ["/home/a.csv", { name: "csv:/home/b.csv,test=/home/c.csv" }], none: null };
  expect(withTexts(plan, withoutHome)).toEqual({
    "/home/": 1,
    files: ["a.csv", { name: "csv:b.csv,test=c.csv" }],
    none: null,
  });
});

test("the value stays as it is, and what holds no other text is the same object", () => {
  const model = { hidden: [24, 12], source: "tfidf" };
  const cells = [
    { dataset: "/home/a.csv", model },
    { dataset: "brown-press", model },
  ];
  const replaced = withTexts(cells, withoutHome);
  expect(cells[0]!.dataset).toBe("/home/a.csv");
  expect(replaced[0]).toEqual({ dataset: "a.csv", model });
  expect(replaced[0]!.model).toBe(model);
  expect(replaced[1]).toBe(cells[1]);
});

test("a key with a special meaning in JavaScript stays a key", () => {
  const value = JSON.parse('{"__proto__": "/home/a"}');
  expect(JSON.stringify(withTexts(value, withoutHome))).toBe('{"__proto__":"a"}');
});
