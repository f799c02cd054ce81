import { expect, test } from "vitest";
import { floatWeights } from "../../../../harness/classifier/encoders/tfjs-weights.ts";
import type { TfjsGraph, TfjsWeight } from "../../../../harness/contract/index.ts";

function graphOf(weights: readonly TfjsWeight[], bytes: readonly number[]): TfjsGraph {
  const model = { modelTopology: {}, weightsManifest: [{ paths: ["one.bin", "two.bin"], weights }] };
  return { model, weights: [Uint8Array.from(bytes)] };
}

test("weights are what they stand for, however they are stored", () => {
  const weights = floatWeights(
    graphOf(
      [
        { name: "bytes", shape: [3], dtype: "float32", quantization: { dtype: "uint8", scale: 0.5, min: -1 } },
        { name: "sizes", shape: [1], dtype: "int32" },
        { name: "pairs", shape: [1, 1], dtype: "float32", quantization: { dtype: "uint16", scale: 0.25, min: 2 } },
        { name: "halves", shape: [1], dtype: "float32", quantization: { dtype: "float16" } },
        { name: "plain", shape: [], dtype: "float32" },
      ],
      // 1.5 in half precision is 0x3e00, -2 in single precision 0xc0000000; all begin at odd places.
      [0, 2, 255, 7, 0, 0, 0, 0, 1, 0x00, 0x3e, 0, 0, 0, 0xc0],
    ),
  );
  expect(Object.fromEntries([...weights].map(([name, { data }]) => [name, [...data]]))).toEqual({
    bytes: [-1, 0, 126.5],
    pairs: [66],
    halves: [1.5],
    plain: [-2],
  });
  expect(weights.get("pairs")!.shape).toEqual([1, 1]);
});

test("files that are cut short, too long, or of a kind that we do not know are refused", () => {
  const plain: TfjsWeight = { name: "plain", shape: [2], dtype: "float32" };
  const cutShort = "one.bin, two.bin: needed 8 bytes of weights, got 7: install the package again";
  expect(() => floatWeights(graphOf([plain], [0, 0, 0, 0, 0, 0, 0]))).toThrow(cutShort);
  expect(() => floatWeights(graphOf([plain], [0, 0, 0, 0, 0, 0, 0, 0, 0]))).toThrow("needed 8 bytes of weights, got 9");
  const text: TfjsWeight = { name: "words", shape: [2], dtype: "string" };
  expect(() => floatWeights(graphOf([text], []))).toThrow("weight words: needed float32, int32, bool");
});
