import { expect, test } from "vitest";
import { costAnswer } from "../../../../harness/judge/analysis/cost-answer.ts";
import { usualOperation } from "../../../../harness/judge/analysis/cost-by-volume.ts";
import { rentedOffering } from "../../../../harness/judge/pricing/monthly/rented-offering.ts";
import { operationText } from "../../../../reports/words/monthly/cost.ts";
import { analysisOf } from "../../runs.ts";

test.each([
  ["scenarios", "All served as http; --configuration names one of another scenario."],
  ["given", "All with all training rows; --configuration names one of another condition."],
])("bills of %s say which configurations they are about, and how to ask about others", (name, which) => {
  const run = analysisOf(name);
  const answer = costAnswer(run, {
    textsPerMonth: 50e6,
    operation: usualOperation(run),
    hosted: null,
    offerings: [],
    offeringOf: (price) => rentedOffering(price, 4),
    configuration: null,
    versus: null,
  })!;
  expect(operationText(answer, 36).slice(-which.length)).toBe(which);
  expect(operationText({ ...answer, condition: null }, 36)).not.toContain("--configuration");
});
