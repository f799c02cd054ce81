import { type NodeProto, type TensorProto, TensorProto_DataType } from "onnx-buf";
import { describe, expect, test } from "vitest";
import { BackendError } from "../../harness/base/errors.ts";
import { encodeModel, graphProto, nodeProto, tensorProto, valueInfo } from "../../harness/base/onnx/proto.ts";
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

  test("weights that a graph stores in 8 bits leave the inputs as they are", async () => {
    const { product, kernelPrecision } = await ran(backend, storedWeights());
    expect({ product, kernelPrecision }).toEqual({ product: EXACT, kernelPrecision: "float32" });
  });

  test.skipIf(backend.usesGpu)("inputs that are rounded because the graph asks for it are told as int8", async () => {
    const { product, kernelPrecision } = await ran(backend, blockedWeights(4n));
    const isRounded = product.some((value, column) => value !== EXACT[column]);
    expect(kernelPrecision).toBe(isRounded ? "float32+int8" : "float32");
    expect(isRounded).toBe(backend.name === "onnx");
    expect(await ran(backend, blockedWeights(1n))).toEqual({ product: EXACT, kernelPrecision: "float32" });
  });

  test.skipIf(backend.usesGpu)("a convolution of integers is told as int8", async () => {
    const product = [31, 62, 93, 124];
    expect(await ran(backend, integerConvolution())).toEqual({ product, kernelPrecision: "float32+int8" });
  });

  test("bytes that are no graph are refused", async () => {
    await expect(opened(new Uint8Array(100).fill(7))).rejects.toThrow(/ONNX Runtime refused the model/);
  });
});

const INPUTS = 32;
const COLUMNS = 4;
/** 1000, which meets weights of 0, and ones, which meet 0.5, 1, 1.5 and 2. Rounded together to 8 bits, the ones are nothing. */
const X = new BigInt64Array(INPUTS).fill(1n).fill(1000n, 0, 1);
const EXACT = [15.5, 31, 46.5, 62];
const HALVES = new Float32Array(COLUMNS).fill(0.5);

async function ran(backend: Backend, graph: Uint8Array) {
  const session = await (backend as Required<Backend>).openGraph(graph, { threads: 1 });
  const feeds: GraphFeeds = { ids: { type: "int64", dims: [1, INPUTS], data: X } };
  const { data } = await session.run(feeds, "y");
  const { kernelPrecision } = await session.prove(feeds);
  await session.close();
  return { product: [...data], kernelPrecision };
}

/** What pricewar feeds are ids. */
const FLOATS = nodeProto("Cast", ["ids"], ["x"], { to: BigInt(TensorProto_DataType.FLOAT) });

function productGraph(nodes: readonly NodeProto[], initializers: readonly TensorProto[]): Uint8Array {
  const inputs = [valueInfo("ids", "int64", [1, INPUTS])];
  const outputs = [valueInfo("y", "float32", [1, COLUMNS])];
  return encodeModel(graphProto({ name: "product", nodes: [FLOATS, ...nodes], inputs, outputs, initializers }));
}

/** A channel for each column, of weights 1, 2, 3 and 4, each of which meets 31 ones; what 1000 is in a byte meets 0. */
function integerConvolution(): Uint8Array {
  const codes = Int8Array.from({ length: COLUMNS * INPUTS }, (_, at) =>
    at % INPUTS === 0 ? 0 : 1 + Math.floor(at / INPUTS),
  );
  return productGraph(
    [
      nodeProto("Cast", ["ids"], ["bytes"], { to: BigInt(TensorProto_DataType.UINT8) }),
      nodeProto("Unsqueeze", ["bytes", "middle"], ["signal"]),
      nodeProto("ConvInteger", ["signal", "codes"], ["sums"]),
      nodeProto("Squeeze", ["sums", "last"], ["row"]),
      nodeProto("Cast", ["row"], ["y"], { to: BigInt(TensorProto_DataType.FLOAT) }),
    ],
    [
      tensorProto("codes", "int8", [COLUMNS, 1, INPUTS], codes),
      tensorProto("middle", "int64", [1], BigInt64Array.of(1n)),
      tensorProto("last", "int64", [1], BigInt64Array.of(2n)),
    ],
  );
}

/** Quantized as tools do that quantize the weights alone. */
function storedWeights(): Uint8Array {
  const codes = Int8Array.from({ length: INPUTS * COLUMNS }, (_, at) => (at < COLUMNS ? 0 : 1 + (at % COLUMNS)));
  return productGraph(
    [
      nodeProto("DequantizeLinear", ["codes", "scales"], ["weights"], { axis: 1n }),
      nodeProto("MatMul", ["x", "weights"], ["y"]),
    ],
    [tensorProto("codes", "int8", [INPUTS, COLUMNS], codes), tensorProto("scales", "float32", [COLUMNS], HALVES)],
  );
}

/** The same as MatMulNBits has them: by column, 128 for 0. */
function blockedWeights(accuracyLevel: bigint): Uint8Array {
  const codes = Uint8Array.from({ length: INPUTS * COLUMNS }, (_, at) =>
    at % INPUTS === 0 ? 128 : 129 + Math.floor(at / INPUTS),
  );
  const sizes = { K: BigInt(INPUTS), N: BigInt(COLUMNS), bits: 8n, block_size: BigInt(INPUTS) };
  const node = nodeProto("MatMulNBits", ["x", "codes", "scales"], ["y"], { ...sizes, accuracy_level: accuracyLevel });
  node.domain = "com.microsoft";
  return productGraph(
    [node],
    [tensorProto("codes", "uint8", [COLUMNS, 1, INPUTS], codes), tensorProto("scales", "float32", [COLUMNS], HALVES)],
  );
}
