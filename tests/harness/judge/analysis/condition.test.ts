import { expect, test } from "vitest";
import type { Json } from "../../../../harness/base/canonical-json.ts";
import { conditionJson, conditionsOf, isByScenario } from "../../../../harness/judge/analysis/condition.ts";
import { makePlan } from "../../../fixtures/records.ts";

const conditions = (axes: Readonly<Record<string, readonly Json[]>>, given?: readonly string[]) =>
  conditionsOf(makePlan({ axes, seeds: [1], ...(given && { given }) }));

test("a plan in which nothing that is given varies has one condition, of which nothing is said", () => {
  expect(conditions({ quantization: ["float32", "int8"] }).map(({ values }) => values)).toEqual([{}]);
  expect(conditions({ "training.rows": [200], quantization: ["float32"] }, ["training.rows"])).toHaveLength(1);
});

test("scenarios are always given, in the order of their list, and called as they are", () => {
  const found = conditions({ "serving.scenario": ["http", "offline"] });
  expect(found.map(conditionJson)).toEqual([{ scenario: "offline" }, { scenario: "http" }]);
  expect(isByScenario(found.map((condition) => ({ condition })))).toBe(true);
});

test("what is named stands by axis, in the order of the matrix' values", () => {
  const found = conditions({ "training.rows": [1000, 200], quantization: ["float32", "int8"] }, ["training.rows"]);
  expect(found.map(conditionJson)).toEqual([
    { condition: { "training.rows": 1000 } },
    { condition: { "training.rows": 200 } },
  ]);
  expect(new Set(found.map(({ ofModel }) => ofModel)).size).toBe(2);
  expect(isByScenario(found.map((condition) => ({ condition })))).toBe(false);
});

test("how models are served is given, and changes none of them", () => {
  const axes = { "serving.scenario": ["http"], "serving.p99BoundMs": [5, 20] };
  const found = conditions(axes, ["serving.p99BoundMs"]);
  expect(found.map(({ values }) => values)).toEqual([{ "serving.p99BoundMs": 5 }, { "serving.p99BoundMs": 20 }]);
  expect(new Set(found.map(({ key }) => key)).size).toBe(2);
  expect(new Set(found.map(({ ofModel }) => ofModel)).size).toBe(1);
});

test("a field that means nothing in a scenario is not said of it", () => {
  const { cells, ...plan } = makePlan({
    axes: { "serving.scenario": ["offline", "http"], "serving.p99BoundMs": [10, 20] },
    given: ["serving.p99BoundMs"],
    seeds: [1],
  });
  const isPossible = ({ fields }: (typeof cells)[number]) =>
    fields["serving.scenario"] === "http" || fields["serving.p99BoundMs"] === 10;
  const found = conditionsOf({ ...plan, cells: cells.filter(isPossible) });
  expect(found.map(conditionJson)).toEqual([
    { condition: { "serving.scenario": "offline" } },
    { condition: { "serving.p99BoundMs": 10, "serving.scenario": "http" } },
    { condition: { "serving.p99BoundMs": 20, "serving.scenario": "http" } },
  ]);
});
