import { expect, test } from "vitest";
import { stepMs } from "../../../../harness/measure/sampling/step-ms.ts";

test("a step is the median epoch's share of it, the first epoch left out", () => {
  // Epochs of 300 (warming up), 50, 90 and 60 ms.
  expect(stepMs([300, 350, 440, 500], 10)).toBe(6);
});
