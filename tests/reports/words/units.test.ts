import { expect, test } from "vitest";
import { type QuantityUnit, UNITS } from "../../../harness/judge/figures/units.ts";
import { quantityText, unitTitle } from "../../../reports/words/units.ts";
import { numbersIn } from "../in-chinese.ts";

test.each(Object.keys(UNITS) as QuantityUnit[])("%s is written with the same numbers in either language", (unit) => {
  expect(quantityText(unit, 1234.5)).toBe(UNITS[unit].format(1234.5));
  expect(unitTitle(unit)).toBe(UNITS[unit].axis.title);
  expect(numbersIn(quantityText(unit, 1234.5, "zh"))).toEqual(numbersIn(UNITS[unit].format(1234.5)));
  expect(`${quantityText(unit, 1234.5, "zh")} ${unitTitle(unit, "zh")}`).not.toMatch(/texts|requests|dollars/);
});

test.each([
  ["texts/s", 24_812, "24,800条/秒", "每秒文本数"],
  ["requests/s", 2000, "2,000次请求/秒", "每秒请求数"],
  ["usd/M", 0.02, "$0.0200/百万条", "美元/百万条文本"],
  ["usd", 0.02, "$0.0200", "美元"],
  ["ms", 4230, "4.23 s", "ms"],
] as const)("%s: %d is %s in Chinese", (unit, value, text, title) => {
  expect([quantityText(unit, value, "zh"), unitTitle(unit, "zh")]).toEqual([text, title]);
});
