import { expect, test } from "vitest";
import { underHeading } from "../../../../harness/judge/analysis/under-heading.ts";
import { byCondition } from "../../../../harness/judge/analysis/within-condition.ts";
import { analyzed } from "../../../fixtures/analyses.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";

/** The names of each condition's configurations under its heading. */
function namesOf(axes: Parameters<typeof makePlan>[0]["axes"]): string[][] {
  const plan = makePlan({ axes, given: ["training.rows"], seeds: [1] });
  const analysis = analyzed(
    plan,
    plan.cells.map((cell) => okRecord(cell)),
  );
  return byCondition(analysis).map((part) => {
    const { configurations, labels } = underHeading(part).analysis;
    for (const { id, label } of configurations) expect(labels.names.get(id)).toBe(label);
    return configurations.map(({ label }) => label);
  });
}

test("a name leaves out what the heading says", () => {
  expect(namesOf({ "training.rows": [200, "all"], quantization: ["float32", "int8"] })).toEqual([
    ["float32", "int8"],
    ["float32", "int8"],
  ]);
});

test("a name that is nothing else stays whole", () => {
  expect(namesOf({ "training.rows": [200, "all"] })).toEqual([["rows 200"], ["rows all"]]);
});

test("names of other conditions stay whole, and so does everything where one answer is about all", () => {
  const plan = makePlan({
    axes: { "training.rows": [200, "all"], quantization: ["float32", "int8"] },
    given: ["training.rows"],
    seeds: [1],
  });
  const analysis = analyzed(
    plan,
    plan.cells.map((cell) => okRecord(cell)),
  );
  const [few, all] = byCondition(analysis);
  const { labels } = underHeading(few!).analysis;
  expect(all!.analysis.configurations.map(({ id }) => labels.names.get(id))).toEqual([
    "rows all · float32",
    "rows all · int8",
  ]);
  const whole = { condition: null, analysis: few!.analysis };
  expect(underHeading(whole)).toBe(whole);
});
