import { expect, test } from "vitest";
import type { Json } from "../../../../harness/base/canonical-json.ts";
import { baselineIds } from "../../../../harness/judge/analysis/scenario-baselines.ts";
import { makePlan } from "../../../fixtures/records.ts";

/** Fields of the configurations that are baselines, the given one's first. */
function baselinesOf(configurations: readonly Readonly<Record<string, Json>>[]): Readonly<Record<string, Json>>[] {
  const groups = configurations.map((fields, index) => {
    const axes = Object.fromEntries(Object.entries(fields).map(([axis, value]) => [axis, [value]]));
    const [cell] = makePlan({ axes, seeds: [1] }).cells;
    return { id: String(index), cells: [{ cell: cell! }] };
  });
  // Only the cell of a result is read.
  const ids = baselineIds(groups as unknown as Parameters<typeof baselineIds>[0], "0");
  return configurations.filter((_, index) => ids.has(String(index)));
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
  expect(baselineIds([], null)).toEqual(new Set());
});
