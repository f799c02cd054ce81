import { describe, expect, test } from "vitest";
import { select } from "../../../experiments/bench/select.ts";
import { WORKS } from "../../../experiments/bench/works.ts";
import { NothingToRunError } from "../../../harness/base/errors.ts";

const pairsOf = (only?: string) =>
  select(WORKS, only).works.flatMap(({ name, pairs }) =>
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
    expect(select(WORKS, undefined)).toEqual({ works: WORKS, simulation: true });
  });

  test("the simulation is asked for by its name, and comes with nothing else", () => {
    expect(select(WORKS, "Simulation")).toEqual({ works: [], simulation: true });
    expect(select(WORKS, "keras").simulation).toBe(false);
  });

  test("what names nothing is told, with the works that there are", () => {
    expect(() => select(WORKS, "sklearn")).toThrow(NothingToRunError);
    expect(() => select(WORKS, "sklearn")).toThrow(/--only sklearn .*"serve batch 1".*"simulation"/);
  });
});
