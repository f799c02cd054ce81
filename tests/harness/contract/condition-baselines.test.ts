import { expect, test } from "vitest";
import type { Json } from "../../../harness/base/canonical-json.ts";
import { conditionBaselines } from "../../../harness/contract/condition-baselines.ts";
import { plannedComparisons } from "../../../harness/contract/planned-comparisons.ts";
import { makePlan } from "../../fixtures/records.ts";

type Fields = Readonly<Record<string, Json>>;

/** Their cells, of which the first is the plan's baseline. */
function cellsOf(configurations: readonly Fields[]) {
  return configurations.flatMap((fields, index) => {
    const axes = Object.fromEntries(Object.entries(fields).map(([axis, value]) => [axis, [value]]));
    return makePlan({ axes, seeds: [1, 2] }).cells.map((cell) => ({ ...cell, isBaseline: index === 0 }));
  });
}

/** Fields of the configurations that are baselines, the given one's first. */
function baselinesOf(configurations: readonly Fields[]): readonly Fields[] {
  const cells = cellsOf(configurations);
  const ids = conditionBaselines({ cells });
  return [
    ...new Set(cells.filter(({ configuration }) => ids.has(configuration)).map(({ fields }) => JSON.stringify(fields))),
  ].map((fields) => JSON.parse(fields) as Fields);
}

const served = (scenario: string, quantization: string, others: Readonly<Record<string, Json>> = {}) => ({
  "serving.scenario": scenario,
  quantization,
  ...others,
});

test("the configuration that differs in the scenario alone stands for the baseline there", () => {
  const wanted = [served("http", "float32"), served("offline", "float32"), served("server", "float32")];
  expect(baselinesOf([...wanted, served("offline", "int8"), served("http", "int8")])).toEqual(wanted);
});

test("what both scenarios take notice of is equal, as workers in offline and http are", () => {
  const two = { "serving.workers": 2 };
  const wanted = [served("http", "float32", two), served("offline", "float32", two)];
  expect(baselinesOf([...wanted, served("offline", "float32", { "serving.workers": 1 })])).toEqual(wanted);
});

test("of several that differ in what the other scenario alone has, the one at its defaults does", () => {
  const batches = (size: number) => served("offline", "float32", { "serving.batchSize": size });
  const http = served("http", "float32", { "serving.batchSize": 256 });
  expect(baselinesOf([http, batches(1), batches(256)])).toEqual([http, batches(256)]);
  expect(baselinesOf([http, batches(1)])).toEqual([http, batches(1)]);
  expect(baselinesOf([http, batches(1), batches(32)])).toEqual([http]);
});

test("a scenario without the baseline's quantization has none, and neither has a plan without a baseline", () => {
  const http = served("http", "float32");
  expect(baselinesOf([http, served("offline", "int8")])).toEqual([http]);
  const cells = cellsOf([http]).map((cell) => ({ ...cell, isBaseline: false }));
  expect(conditionBaselines({ cells })).toEqual(new Set());
});

test("experiments are compared, not how a matrix spells them", () => {
  const [own, twin] = cellsOf([served("http", "int8"), served("offline", "int8")]).filter(
    (_, index) => index % 2 === 0,
  );
  const spelled = { ...twin!, fields: served("offline", "int8", { batchSize: 32 }) };
  expect(conditionBaselines({ cells: [own!, spelled] }).size).toBe(2);
});

test("the comparisons that rounds are planned for are those of the scenario that has the most", () => {
  const [http, offline] = ["http", "offline"].map((scenario) =>
    ["float32", "int8", "int4", "int2"].map((scheme) => served(scenario, scheme)),
  );
  // Three others of http are compared with its baseline.
  expect(plannedComparisons({ cells: cellsOf(http!) })).toBe(3);
  expect(plannedComparisons({ cells: cellsOf([...http!, ...offline!]) })).toBe(3);
  // Without a baseline in offline any two of its three could differ; of four, six pairs.
  expect(plannedComparisons({ cells: cellsOf([http![0]!, http![1]!, ...offline!.slice(1)]) })).toBe(3);
  const other = served("offline", "float16");
  expect(plannedComparisons({ cells: cellsOf([...http!, ...offline!.slice(1), other]) })).toBe(6);
  expect(plannedComparisons({ cells: [] })).toBe(0);
});

const trained = (rows: number, quantization: string) => ({ "training.rows": rows, quantization });

test("where rows are given, the configuration that differs in them alone stands for the baseline", () => {
  const configurations = [trained(1000, "float32"), trained(200, "float32"), trained(200, "int8"), trained(50, "int8")];
  const cells = cellsOf(configurations);
  const fieldsOf = (ids: ReadonlySet<string>) =>
    cells.filter(({ configuration }) => ids.has(configuration)).map(({ fields }) => fields);
  // Two seeds each. Of 50 rows there is no float32.
  expect(fieldsOf(conditionBaselines({ cells, given: ["training.rows"] }))).toEqual([
    configurations[0],
    configurations[0],
    configurations[1],
    configurations[1],
  ]);
  expect(conditionBaselines({ cells }).size).toBe(1);
});

test("comparisons are counted within what is given", () => {
  const cells = cellsOf(
    [1000, 200].flatMap((rows) => ["float32", "int8", "int4"].map((scheme) => trained(rows, scheme))),
  );
  // Two others with each baseline; of all six, five.
  expect(plannedComparisons({ cells, given: ["training.rows"] })).toBe(2);
  expect(plannedComparisons({ cells })).toBe(5);
});
