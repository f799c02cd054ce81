import { expect, test, vi } from "vitest";
import { expandMatrix } from "../../../harness/measure/matrix/expand.ts";
import { withDataset } from "../../../harness/measure/matrix/override.ts";
import { parseMatrix } from "../../../harness/measure/matrix/parse.ts";
import { buildPlan, datasetSpecs, filterPlan, unlabelledSpecs } from "../../../harness/measure/plan.ts";
import { priceNamed } from "../../fixtures/records.ts";
import { NAMES } from "./matrix/names.ts";

vi.mock("../../../harness/measure/matrix/expand.ts", async (original) => {
  const module = await original<typeof import("../../../harness/measure/matrix/expand.ts")>();
  return { ...module, expandMatrix: vi.fn(module.expandMatrix) };
});

test("a matrix is expanded once on its way from the file to the cells that run", () => {
  const text = JSON.stringify({
    name: "m",
    axes: { quantization: ["float32", "int8"], threads: [1, 2] },
    exclude: [{ quantization: "int8", threads: 2 }],
    include: [{ epochs: 3 }],
    seeds: [1, 2],
    baseline: { quantization: "float32", threads: 1, epochs: 10 },
  });
  const matrix = withDataset(parseMatrix(text, "m.json", NAMES), "csv:x.csv");
  const { changesTraining, distillationOf } = NAMES;
  const specs = [...datasetSpecs(matrix), ...unlabelledSpecs(matrix, distillationOf)];
  expect(specs).toEqual(["csv:x.csv"]);
  const opened = { id: "csv@0123456789ab", labels: ["a", "b"], rowCounts: { train: 8, test: 2 } };
  const datasets = new Map(specs.map((spec) => [spec, opened]));
  const plan = buildPlan({
    matrix,
    datasets,
    changesTraining,
    distillationOf,
    code: "code",
    defaultPriceId: () => "price",
    findPrice: priceNamed,
  });
  expect(plan.cells).toHaveLength(8); // (4 - 1 + 1) x 2 seeds
  expect(filterPlan(plan, ["quantization=int8"], NAMES).cells).toHaveLength(2);
  expect(expandMatrix).toHaveBeenCalledTimes(1);
});
