import { describe, expect, test } from "vitest";
import { select } from "../../../experiments/bench/select.ts";
import { WORKS } from "../../../experiments/bench/works.ts";
import { NothingToRunError } from "../../../harness/base/errors.ts";

const pairsOf = (only?: string) =>
  select(WORKS, only).works.flatMap(({ name, pairs }) =>
    pairs.map(({ backend, peer }) => `${name}: ${backend}/${peer}`),
  );

describe("--only", () => {
  test("a work's name selects all of its pairs", () => {
    expect(pairsOf("Serve Batch 256")).toEqual([
      "serve batch 256: onnx/torch",
      "serve batch 256: wasm/tfjs-predict",
      "serve batch 256: simd/onnx",
    ]);
  });

  test("a peer's name selects its pairs in every work", () => {
    expect(pairsOf("keras")).toEqual(["train step batch 32: onnx/keras", "train step batch 256: onnx/keras"]);
  });

  test("without it, everything is selected", () => {
    expect(select(WORKS, undefined)).toEqual({ works: WORKS, simulation: true, scale: true });
  });

  test("the simulation and the scale are selected only by their names, and then alone", () => {
    expect(select(WORKS, "Simulation")).toEqual({ works: [], simulation: true, scale: false });
    expect(select(WORKS, "scale")).toEqual({ works: [], simulation: false, scale: true });
    expect(select(WORKS, "keras")).toMatchObject({ simulation: false, scale: false });
  });

  test("the error for a name without a match lists the works", () => {
    expect(() => select(WORKS, "sklearn")).toThrow(NothingToRunError);
    expect(() => select(WORKS, "sklearn")).toThrow(/--only sklearn .*"serve batch 1".*"simulation"/);
  });
});
