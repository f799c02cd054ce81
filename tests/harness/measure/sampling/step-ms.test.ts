import { expect, test } from "vitest";
import { stepMs } from "../../../../harness/measure/sampling/step-ms.ts";

test("a step's time is the median epoch's divided by its steps, without the first epoch", () => {
  // Epochs of 300 (warming up), 50, 90 and 60 ms.
  expect(stepMs([300, 350, 440, 500], 10)).toBe(6);
});
