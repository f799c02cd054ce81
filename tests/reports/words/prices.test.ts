import { expect, test } from "vitest";
import { pricesText } from "../../../reports/words/prices.ts";
import { priceNamed } from "../../fixtures/records.ts";

const price = priceNamed("maker/box/us-east-1/on-demand", 0.36);

test("each offer says whose price it is, those given for the report first", () => {
  expect(
    pricesText([
      { price, origin: "plan", backends: ["onnx", "wasm"], repriced: 0 },
      { price, origin: "record", backends: ["cuda"], repriced: 0 },
      { price, origin: "given", backends: ["onnx-wasm"], repriced: 3 },
    ]),
  ).toEqual([
    "Dollars for onnx-wasm: maker/box/us-east-1/on-demand at $0.36 per hour, a price of 2026-07-20 that was given for this report (us-east-1, on demand; source: AWS Price List). 3 runs were recorded at another price and are shown at this one.",
    "Dollars for onnx and wasm: maker/box/us-east-1/on-demand at $0.36 per hour, the matrix’s price, of 2026-07-20 (us-east-1, on demand; source: AWS Price List).",
    "Dollars for cuda: maker/box/us-east-1/on-demand at $0.36 per hour, the records’ own price of 2026-07-20 (us-east-1, on demand; source: AWS Price List).",
  ]);
});
