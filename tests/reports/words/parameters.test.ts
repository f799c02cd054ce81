import { expect, test } from "vitest";
import { parametersText } from "../../../reports/words/parameters.ts";

test.each([
  [1, "1 parameter", "1个参数"],
  [9876, "9,876 parameters", "9876个参数"],
  [160_433, "160,433 parameters", "16.04万个参数"],
  [6_912_345, "6.9 M parameters", "691.2万个参数"],
  [1_543_000_000, "1.5 G parameters", "15.43亿个参数"],
])("%d parameters are written as is usual in each language", (count, english, chinese) => {
  expect([parametersText(count), parametersText(count, "zh")]).toEqual([english, chinese]);
});
