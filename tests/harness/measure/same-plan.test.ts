import { describe, expect, test } from "vitest";
import { otherPlan } from "../../../harness/measure/same-plan.ts";
import { makePlan } from "../../fixtures/records.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const [dataset] = plan.datasets;
const elsewhere = (spec: string) => ({
  ...plan,
  datasets: [{ ...dataset!, id: "other@1", spec }],
  cells: plan.cells.map((cell) => ({ ...cell, experiment: { ...cell.experiment, id: `${cell.experiment.id}-other` } })),
});

describe("a plan continues a folder's", () => {
  test.each([
    ["as it is", plan],
    ["with a seed more", makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] })],
    ["with another seed instead of one of two", makePlan({ axes: { quantization: ["float32"] }, seeds: [1, 3] })],
    ["with a value less", makePlan({ axes: { quantization: ["int8"] }, seeds: [1] })],
    ["at another price", { ...plan, cells: plan.cells.map((cell) => ({ ...cell, priceId: "mine" })) }],
    ["after the code has changed", { ...plan, code: "0ther" }],
  ])("%s", (_, next) => {
    expect(otherPlan(plan, { ...next, name: plan.name })).toBeNull();
  });
});

describe("a plan is another one than a folder's", () => {
  test.each([
    ["of another name", { ...plan, name: "mine" }, `the matrix "${plan.name}", not "mine"`],
    ["on other data", elsewhere("csv:mine.csv"), `results on ${dataset!.spec}, not on csv:mine.csv`],
    ["on changed data", elsewhere(dataset!.spec), `results on ${dataset!.spec} as it was before its rows changed`],
    [
      "with other seeds alone",
      makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [7] }),
      "other experiments: none of them is in the matrix as it is now",
    ],
  ])("%s", (_, next, words) => {
    expect(otherPlan(plan, next)).toBe(words);
  });

  test("by its records alone, where the plan is lost", () => {
    const records = { name: null, datasets: [], cells: plan.cells };
    expect(otherPlan(records, plan)).toBeNull();
    expect(otherPlan(records, elsewhere("csv:mine.csv"))).toMatch(/^other experiments/);
  });
});
