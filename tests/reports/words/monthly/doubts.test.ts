import { expect, test } from "vitest";
import { formatBill, textsText } from "../../../../reports/words/monthly/amounts.ts";
import { doubtsText, misfitsText } from "../../../../reports/words/monthly/doubts.ts";
import { NEEDS } from "../../../harness/judge/pricing/monthly/cells.ts";

test("doubts are listed", () => {
  expect(doubtsText([], NEEDS)).toBe("");
  expect(doubtsText(["other-architecture", "burstable"], NEEDS)).toBe("extrapolated from x86_64, burstable");
});

test("offers that do not fit are counted by what they lack", () => {
  expect(misfitsText([])).toBe("");
  expect(misfitsText(["no-accelerator", "too-little-memory", "no-accelerator"])).toBe(
    "1 offer has too little memory; 2 offers have no GPU",
  );
});

test.each([
  [0, "$0.00"],
  [65.1541, "$65.15"],
  [1234.5, "$1,234.50"],
  [0.00153, "$0.00153"],
])("a bill of %d is %s", (usd, expected) => {
  expect(formatBill(usd)).toBe(expected);
});

test.each([
  [1, "1 text"],
  [50e6, "50 million texts"],
  [651_525_001, "651.5 million texts"],
])("%d texts are %s", (texts, expected) => {
  expect(textsText(texts)).toBe(expected);
});
