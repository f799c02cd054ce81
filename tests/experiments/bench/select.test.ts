import { describe, expect, test } from "vitest";
import { selectWorks } from "../../../experiments/bench/select.ts";
import { WORKS } from "../../../experiments/bench/works.ts";
import { NothingToRunError } from "../../../harness/errors.ts";

const pairsOf = (only?: string) =>
  selectWorks(WORKS, only).flatMap(({ name, pairs }) =>
    pairs.map(({ backend, peer }) => `${name}: ${backend}/${peer}`),
  );

describe("--only", () => {
  test("a work's name keeps all of its pairs", () => {
    expect(pairsOf("Serve Batch 256")).toEqual(["serve batch 256: onnx/torch", "serve batch 256: wasm/tfjs-predict"]);
  });

  test("a peer's name keeps its pairs in every work", () => {
    expect(pairsOf("keras")).toEqual(["train step batch 32: onnx/keras", "train step batch 256: onnx/keras"]);
  });

  test("left out, it keeps everything", () => {
    expect(selectWorks(WORKS, undefined)).toEqual(WORKS);
  });

  test("what names nothing is told, with the works that there are", () => {
    expect(() => selectWorks(WORKS, "sklearn")).toThrow(NothingToRunError);
    expect(() => selectWorks(WORKS, "sklearn")).toThrow(/--only sklearn .*"serve batch 1"/);
  });
});
