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

  test("without it, everything is selected but the stability, the page and the queue, which take minutes", () => {
    expect(select(WORKS, undefined)).toEqual({
      works: WORKS,
      simulation: true,
      scale: true,
      stability: false,
      page: false,
      queue: false,
    });
  });

  test("the simulation, the scale, the stability, the queue and the report are selected only by their names, and then alone", () => {
    const none = { works: [], simulation: false, scale: false, stability: false, page: false, queue: false };
    expect(select(WORKS, "Simulation")).toEqual({ ...none, simulation: true });
    expect(select(WORKS, "scale")).toEqual({ ...none, scale: true });
    expect(select(WORKS, "stability")).toEqual({ ...none, stability: true });
    expect(select(WORKS, "queue")).toEqual({ ...none, queue: true });
    expect(select(WORKS, "report")).toEqual({ ...none, page: true });
    expect(select(WORKS, "keras")).toMatchObject({ simulation: false, scale: false });
  });

  test("the error for a name without a match lists the works", () => {
    expect(() => select(WORKS, "sklearn")).toThrow(NothingToRunError);
    expect(() => select(WORKS, "sklearn")).toThrow(/--only sklearn .*"serve batch 1".*"simulation"/);
  });
});
