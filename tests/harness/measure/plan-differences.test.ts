import { expect, test } from "vitest";
import type { Plan } from "../../../harness/contract/index.ts";
import { planSchema } from "../../../harness/contract/plan.ts";
import { planDifferences } from "../../../harness/measure/plan-differences.ts";
import { makePlan, priceNamed } from "../../fixtures/records.ts";

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
const differences = (change: Partial<Plan>) =>
  planDifferences({ name: "runs/a", plan }, { name: "runs/b", plan: { ...plan, ...change } });

test("how a file is called here, when a run began and what its note states make no other plan", () => {
  const [dataset] = plan.datasets;
  expect(
    differences({
      matrixFile: "elsewhere/quant.json",
      otherDataset: "csv:/home/me/news.csv",
      measuredSince: "2026-08-01T10:00:00.000Z",
      encryptedTo: ["age1another"],
      compliance: { licence: "CC BY 4.0" },
      datasets: [{ ...dataset!, spec: "csv:/home/me/news.csv" }],
    }),
  ).toEqual([]);
});

test.each<[string, Partial<Plan>, string]>([
  ["name", { name: "mine" }, 'the matrix ("fixture" and "mine")'],
  ["code", { code: "0ther" }, "the code that measures (c0de00000001 and 0ther: use one commit and one lockfile)"],
  ["seeds", { seeds: [1, 2, 3] }, "the seeds"],
  ["rows", { datasets: [{ ...plan.datasets[0]!, id: "other" }] }, "the rows of the data"],
  ["what is given", { given: ["training.rows"] }, "the given axes"],
  ["prices", { offers: [priceNamed("a/b/c/d", 7)] }, "the offers and prices"],
  ["cells", { cells: plan.cells.slice(1) }, "the cells (1 only in runs/a)"],
  ["order", { cells: [...plan.cells].reverse() }, "the cells' order or fields"],
])("another %s does", (_, change, words) => {
  expect(differences(change)).toEqual([words]);
});

test("every field of a plan is compared, but for those that may differ", () => {
  const mayDiffer = ["schema", "matrixFile", "otherDataset", "measuredSince", "compliance", "encryptedTo"];
  for (const field of Object.keys(planSchema.shape).filter((name) => !mayDiffer.includes(name))) {
    const emptied = ["cells", "datasets"].includes(field);
    const named = ["unlabelled", "vectors", "names", "sources"].includes(field);
    const change = emptied ? [] : named ? [{ id: "more", spec: "more" }] : ["another"];
    expect(differences({ [field]: change }), field).not.toEqual([]);
  }
});
