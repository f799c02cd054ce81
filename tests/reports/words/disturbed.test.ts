import { expect, test } from "vitest";
import type { Warning } from "../../../harness/judge/analysis/warning.ts";
import { disturbedBriefly, disturbedText } from "../../../reports/words/disturbed.ts";
import { expectTranslated } from "../in-chinese.ts";

const DISTURBED: Extract<Warning, { kind: "disturbed" }> = {
  kind: "disturbed",
  timings: [
    { kind: "samples", marked: 40, mended: 12, watched: 84 },
    { kind: "trainings", marked: 1, mended: 0, watched: 3 },
  ],
  foreignCores: 0.953,
  stolenCores: 1,
  throttledShare: 0.12,
};

test.each([
  DISTURBED,
  { ...DISTURBED, foreignCores: null, stolenCores: 0.01, throttledShare: null },
  { ...DISTURBED, timings: [{ kind: "servings" as const, marked: 0, mended: 2, watched: 3 }] },
])("what disturbed timings says the same in Chinese: %j", (warning) => {
  expectTranslated(disturbedText(warning), disturbedText(warning, "zh"));
});

test("without a cause that is worth naming, they are various", () => {
  const warning = { ...DISTURBED, foreignCores: null, stolenCores: 0.01, throttledShare: null };
  expect(disturbedText(warning)).toContain("timed beside other work (by various causes).");
});

test("at the end of an answer it is said briefly, and nothing of what is in order", () => {
  expect(disturbedBriefly([DISTURBED])).toBe(
    "Something else ran on the machine during 40 of 84 samples of serving and 1 of 3 trainings.",
  );
  expectTranslated(disturbedBriefly([DISTURBED]), disturbedBriefly([DISTURBED], "zh"));
  expect(disturbedBriefly([], "zh")).toBe("");
});
