import { expect, test } from "vitest";
import type { Plan } from "../../../harness/contract/index.ts";
import type { Scenario } from "../../../harness/contract/scenarios.ts";
import { arrivalsText, latencyText } from "../../../reports/words/scenarios.ts";
import { makePlan } from "../../fixtures/records.ts";
import { expectTranslated } from "../in-chinese.ts";

function servedIn(...scenarios: readonly (Scenario | undefined)[]): Pick<Plan, "cells"> {
  const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
  const { experiment } = cell!;
  return {
    cells: scenarios.map((scenario) => ({
      ...cell!,
      experiment: { ...experiment, serving: { ...experiment.serving, ...(scenario && { scenario }) } },
    })),
  };
}

test.each([
  [[undefined], "in batches of 256"],
  [["single-stream"], "one text after the other"],
  [
    ["http", undefined],
    "in batches of 256 (closed-loop) and over HTTP, as they arrive at random, at the highest rate that keeps to the bound (http)",
  ],
] as const)("texts of %j came %s", (scenarios, text) => {
  const plan = servedIn(...scenarios);
  expect(arrivalsText(plan)).toBe(text);
  expectTranslated(text, arrivalsText(plan, "zh"));
});

test("latencies are of single texts, and under a load of requests", () => {
  expect(latencyText(servedIn(undefined, "offline"))).toBe("One text at a time, tokenizing included.");
  expect(latencyText(servedIn(undefined, "server"))).toMatch(/from the moment that it was due\.$/);
  for (const plan of [servedIn(undefined, "offline"), servedIn(undefined, "server")]) {
    expectTranslated(latencyText(plan), latencyText(plan, "zh"));
  }
});
