import { expect, test } from "vitest";
import type { UsedPrice } from "../../../harness/judge/pricing/used-prices.ts";
import { pricesText } from "../../../reports/words/prices.ts";
import { priceNamed } from "../../fixtures/records.ts";
import { expectTranslated } from "../in-chinese.ts";

const price = priceNamed("maker/box/us-east-1/on-demand", 0.36);

const USED: readonly UsedPrice[] = [
  { price, origin: "plan", backends: ["onnx", "wasm"], repriced: 0 },
  { price, origin: "record", backends: ["cuda"], repriced: 0 },
  { price, origin: "given", backends: ["onnx-wasm"], repriced: 3 },
];

test("in Chinese, the same offers are named with the same prices", () => {
  const [english, chinese] = [pricesText(USED), pricesText(USED, "zh")];
  expect(chinese).toHaveLength(3);
  for (const [index, text] of english.entries()) expectTranslated(text, chinese[index]!, USED);
});

test("each offer says whose price it is, those given for the report first", () => {
  expect(pricesText(USED)).toEqual([
    "Dollars for onnx-wasm: maker/box/us-east-1/on-demand at $0.36 per hour, a price of 2026-07-20 that was given for this report (us-east-1, on demand; source: AWS Price List). 3 runs were recorded at another price and are shown at this one.",
    "Dollars for onnx and wasm: maker/box/us-east-1/on-demand at $0.36 per hour, the matrix’s price, of 2026-07-20 (us-east-1, on demand; source: AWS Price List).",
    "Dollars for cuda: maker/box/us-east-1/on-demand at $0.36 per hour, the records’ own price of 2026-07-20 (us-east-1, on demand; source: AWS Price List).",
  ]);
});
