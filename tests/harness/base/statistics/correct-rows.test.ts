import { expect, test } from "vitest";
import { correctBits } from "../../../../harness/base/statistics/correct-rows.ts";

test("the bitset has row 0 in the lowest bit and continues in the next byte", () => {
  const labels = Uint16Array.from({ length: 10 }, () => 1);
  const predicted = Uint16Array.of(1, 0, 0, 0, 0, 0, 0, 1, 0, 1);
  expect([...Buffer.from(correctBits(predicted, labels), "base64")]).toEqual([0b10000001, 0b10]);
});
