import { describe, expect, test } from "vitest";
import { BackendError } from "../../harness/base/errors.ts";
import type { Backend, GraphFeeds } from "../../harness/contract/index.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { bertGraph, bertProbabilities, smallBert } from "../fixtures/small-bert.ts";

const usable = await usableBackends();
const bert = smallBert();
const GRAPH = bertGraph(bert, { ends: "Softmax" });
/** A text of four tokens, and one of two that is padded. */
const IDS = [
  [2, 7, 30, 3],
  [2, 3],
];
const FEEDS: GraphFeeds = {
  input_ids: { type: "int64", dims: [2, 4], data: BigInt64Array.of(2n, 7n, 30n, 3n, 2n, 3n, 0n, 0n) },
  attention_mask: { type: "int64", dims: [2, 4], data: BigInt64Array.of(1n, 1n, 1n, 1n, 1n, 1n, 0n, 0n) },
  token_type_ids: { type: "int64", dims: [2, 4], data: new BigInt64Array(8) },
};

const openers = usable.filter(({ backend }) => backend.openGraph !== undefined);

test("every ONNX Runtime opens graphs that pricewar did not write, and no other runtime does", () => {
  expect(openers.map(({ name }) => name)).toEqual(
    usable.map(({ name }) => name).filter((name) => name.startsWith("onnx")),
  );
});

describe.each(openers)("a foreign graph on $name", ({ backend }) => {
  const opened = (graph = GRAPH) => (backend as Required<Backend>).openGraph(graph, { threads: 1 });

  test("declares its inputs and outputs, and runs", async () => {
    const session = await opened();
    expect(session.inputs.map(({ name, type, dims }) => [name, type, dims])).toEqual(
      ["input_ids", "attention_mask", "token_type_ids"].map((name) => [name, "int64", ["texts", "tokens"]]),
    );
    expect(session.outputs).toEqual([{ name: "probabilities", type: "float32", dims: ["texts", 3] }]);
    const { dims, data } = await session.run(FEEDS, "probabilities");
    expect(dims).toEqual([2, 3]);
    IDS.flatMap((ids) => bertProbabilities(bert, ids)).forEach((probability, index) => {
      expect(Math.abs(data[index]! - probability)).toBeLessThan(1e-5);
    });
    await session.close();
  });

  test("proves what ran, by provider", async () => {
    const session = await opened();
    const proof = await session.prove(FEEDS);
    await session.close();
    expect(proof.provider.split("+")).toContain(backend.provider);
    expect(Object.keys(proof.kernels).join("+")).toBe(proof.provider);
    expect(proof.kernels[backend.provider]).toContain("Softmax");
  });

  test("an id outside of the embedding stops the run, and a closed session runs nothing", async () => {
    const session = await opened();
    const beyond = {
      ...FEEDS,
      input_ids: { ...FEEDS.input_ids!, data: new BigInt64Array(8).fill(5000n) },
    } as GraphFeeds;
    if (!backend.usesGpu) await expect(session.run(beyond, "probabilities")).rejects.toThrow(BackendError);
    await session.close();
    await session.close();
    await expect(session.run(FEEDS, "probabilities")).rejects.toThrow("the session is closed");
  });

  test("bytes that are no graph are refused", async () => {
    await expect(opened(new Uint8Array(100).fill(7))).rejects.toThrow(/ONNX Runtime refused the model/);
  });
});
