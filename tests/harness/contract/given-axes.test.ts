import { expect, test } from "vitest";
import { AXES } from "../../../harness/contract/axes.ts";
import { conditionKey, modelConditionKey, NEVER_GIVEN } from "../../../harness/contract/given-axes.ts";
import { makePlan } from "../../fixtures/records.ts";

const [cell] = makePlan({ axes: {}, seeds: [7] }).cells;
const { experiment } = cell!;

test("every axis that can be given changes the condition of a cell", () => {
  const other = (axis: string) => {
    const [group, field] = axis.includes(".") ? axis.split(".") : ["training", axis];
    const place = { serveBackend: ["serving", "backend"], trainBackend: ["training", "backend"] }[axis] ?? [
      axis === "threshold" ? "serving" : group!,
      field!,
    ];
    const own = experiment[place[0] as "serving"] as object;
    return { experiment: { ...experiment, [place[0]!]: { ...own, [place[1]!]: "another" } } };
  };
  for (const axis of AXES.filter((one) => NEVER_GIVEN[one] === undefined)) {
    expect(conditionKey(other(axis), { given: [axis] }), axis).not.toBe(conditionKey(cell!, { given: [axis] }));
  }
});

test("how a model is served does not change the condition that it was made under", () => {
  const served = { experiment: { ...experiment, serving: { ...experiment.serving, p99BoundMs: 20 } } };
  const trained = { experiment: { ...experiment, training: { ...experiment.training, rows: 200 } } };
  const given = ["serving.p99BoundMs", "training.rows"];
  expect(modelConditionKey(served, { given })).toBe(modelConditionKey(cell!, { given }));
  expect(modelConditionKey(trained, { given })).not.toBe(modelConditionKey(cell!, { given }));
});
