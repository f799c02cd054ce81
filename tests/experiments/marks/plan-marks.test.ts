import { expect, test } from "vitest";
import { planMarks } from "../../../experiments/marks/plan-marks.ts";
import type { Plan } from "../../../harness/contract/index.ts";
import { makePlan, priceNamed } from "../../fixtures/records.ts";

const written = makePlan({ axes: { serveBackend: ["onnx-cuda", "simd"] }, seeds: [1, 2], validation: 0.2 });
const offers = [priceNamed("aws/g5.xlarge/us-east-1/on-demand", 1), priceNamed("own/desk/office/owned", 0.05)];
/** Cells on the GPU at the one offer, and on the processor at the other. */
const plan: Plan = {
  ...written,
  offers,
  cells: written.cells.map((cell) => ({
    ...cell,
    priceId: offers[cell.experiment.serving.backend === "simd" ? 1 : 0]!.id,
  })),
};

test("the marks of a dataset are trained once, on the baseline's rows, and computed by plain JavaScript", async () => {
  const [marks, ...others] = await planMarks(plan);
  expect(others).toEqual([]);
  const { cells } = marks!.plan;
  expect(cells.map(({ experiment }) => experiment.model.source)).toEqual(["majority", "tfidf"]);
  for (const { experiment } of cells) {
    expect(experiment).toMatchObject({ dataset: plan.datasets[0]!.id, serving: { backend: "javascript", threads: 1 } });
    expect(experiment.training).toMatchObject({ validation: 0.2, seed: 1 });
    expect(experiment.training.rows).toBeUndefined();
  }
});

test("what the baseline masks is masked for them, too", async () => {
  const mask = ["email", "phone:US"];
  const cells = plan.cells.map((cell) => ({
    ...cell,
    experiment: { ...cell.experiment, tokenizer: { ...cell.experiment.tokenizer, mask } },
  }));
  const [marks] = await planMarks({ ...plan, cells });
  for (const { experiment } of marks!.plan.cells) expect(experiment.tokenizer.mask).toEqual(mask);
  const [unmasked] = await planMarks(plan);
  for (const { experiment } of unmasked!.plan.cells) expect(experiment.tokenizer).not.toHaveProperty("mask");
});

test("they are priced at the offer of a backend that computes on a processor, too", async () => {
  const [marks] = await planMarks(plan);
  expect(marks!.offer).toEqual({ price: offers[1], pricedAs: "simd" });
  const cells = plan.cells.filter(({ experiment }) => experiment.serving.backend !== "simd");
  const [onGpu] = await planMarks({ ...plan, cells });
  expect(onGpu!.offer).toMatchObject({ price: { id: "aws/c7i.large/us-east-1/on-demand" }, pricedAs: "javascript" });
});

test("of very many rows some are used", async () => {
  const datasets = plan.datasets.map((dataset) => ({ ...dataset, rowCounts: { train: 3_000_000, test: 421 } }));
  const [marks] = await planMarks({ ...plan, datasets });
  expect(marks!.plan.cells[0]!.experiment.training.rows).toBe(200_000);
});
