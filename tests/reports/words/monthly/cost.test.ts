import { expect, test } from "vitest";
import type { Analysis } from "../../../../harness/judge/analysis/analysis.ts";
import { costAnswer } from "../../../../harness/judge/analysis/cost-answer.ts";
import { usualOperation } from "../../../../harness/judge/analysis/cost-by-volume.ts";
import { rentedOffering } from "../../../../harness/judge/pricing/monthly/rented-offering.ts";
import { billedAllTheSameText, operationText } from "../../../../reports/words/monthly/cost.ts";
import { analysisOf } from "../../runs.ts";

const billOf = (run: Analysis) =>
  costAnswer(run, {
    textsPerMonth: 50e6,
    operation: usualOperation(run),
    hosted: null,
    offerings: [],
    offeringOf: (price) => rentedOffering(price, 4),
    configuration: null,
    versus: null,
  })!;

test("a bill of what the run's rules refuse says so", () => {
  const run = analysisOf("given");
  const { chosen, ...answer } = billOf(run);
  const as = (isEligible: boolean) =>
    billedAllTheSameText({ ...answer, chosen: { ...chosen, configuration: { ...chosen.configuration, isEligible } } });
  expect(as(true)).toBe("");
  expect(as(false)).toBe(
    `By the run’s rules of quality, ${chosen.configuration.label} is not shown to be good enough; this is its bill all the same.`,
  );
});

test.each([
  ["scenarios", "All served as http; --configuration names one of another scenario."],
  ["given", "All with all training rows; --configuration names one of another condition."],
])("bills of %s say which configurations they are about, and how to ask about others", (name, which) => {
  const run = analysisOf(name);
  const answer = billOf(run);
  expect(operationText(answer, 36).slice(-which.length)).toBe(which);
  expect(operationText({ ...answer, condition: null }, 36)).not.toContain("--configuration");
});
