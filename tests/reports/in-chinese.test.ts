import { expect, test } from "vitest";
import { expectTranslated, namesIn, numbersIn } from "./in-chinese.ts";

test("numbers are read as they are written, in any order", () => {
  expect(numbersIn("2 of 1,234 rows, ±4.2 %.")).toEqual(["1,234", "2", "4.2"]);
});

test("names are the texts of a structure that are not codes", () => {
  expect(namesIn({ kind: "stale", cells: [{ label: "int8", seed: 2 }], why: "two\nlines" })).toEqual([
    "int8",
    "two lines",
  ]);
});

const ABOUT = { label: "small int8 model" };

test("a text with the same names and numbers is a translation", () => {
  expectTranslated("small int8 model has 3 runs.", "small int8 model有3次运行。", ABOUT);
});

test.each([
  ["another number", "small int8 model有4次运行。"],
  ["no name", "小模型有8位、3次运行。"],
  ["English words left", "small int8 model has all of 3次运行。"],
  ["no Chinese", "small int8 model: 3."],
])("one with %s is none", (_, chinese) => {
  expect(() => expectTranslated("small int8 model has 3 runs.", chinese, ABOUT)).toThrow();
});
