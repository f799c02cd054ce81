import { describe, expect, test } from "vitest";
import { ConfigError, NothingToRunError } from "../../../../harness/base/errors.ts";
import { filterPlan } from "../../../../harness/measure/plan.ts";
import { FOUR, planOf } from "../planned.ts";
import { NAMES } from "./names.ts";

describe("filterPlan", () => {
  const plan = planOf({ ...FOUR, seeds: [1, 2] });
  const kept = (...filters: string[]) =>
    filterPlan(plan, filters, NAMES)
      .cells.map(
        ({ fields, experiment }) => `${fields.quantization} ${fields.serveBackend} ${experiment.training.seed}`,
      )
      .sort();

  test("no filter keeps everything", () => {
    expect(filterPlan(plan, [], NAMES).cells).toEqual(plan.cells);
  });

  test("different keys must all match", () => {
    expect(kept("serveBackend=wasm", "quantization=int8")).toEqual(["int8 wasm 1", "int8 wasm 2"]);
  });

  test("the same key twice matches either", () => {
    expect(kept("seed=1", "serveBackend=wasm", "quantization=int8", "quantization=float32")).toEqual([
      "float32 wasm 1",
      "int8 wasm 1",
    ]);
  });

  test("a list is either of its values, and * matches anything", () => {
    expect(kept("seed=1,2", "serveBackend=wasm", "quantization=int*")).toEqual(["int8 wasm 1", "int8 wasm 2"]);
    expect(kept("quantization=flo*,int8", "seed=2", "serveBackend=o*x")).toEqual(["float32 onnx 2", "int8 onnx 2"]);
    expect(kept("model.hidden=[2*", "dataset=brown*", "seed=2")).toHaveLength(4);
  });

  test("a filter may name what the matrix does not vary, and a plugin by its name or as JSON", () => {
    expect(kept("optimizer=adam", "dataset=brown-press", "model.hidden=[24]")).toHaveLength(8);
    expect(kept('optimizer={"learningRate":0.001,"name":"adam"}')).toHaveLength(8);
  });

  test("what a model's source does not use selects none of its cells", () => {
    const several = planOf({
      axes: { "model.source": ["reference", "constant"], epochs: [5, 10] },
      baseline: { "model.source": "reference", epochs: 10 },
    });
    // Of the reference two, and one of the other, which has epochs at their default, 10, and trains in none.
    expect(several.cells).toHaveLength(3);
    const sourcesOf = (filter: string) =>
      filterPlan(several, [filter], NAMES).cells.map(({ experiment }) => experiment.model.source ?? "reference");
    expect(sourcesOf("epochs=10")).toEqual(["reference"]);
    expect(sourcesOf("optimizer=adam")).toEqual(["reference", "reference"]);
    expect(sourcesOf("serveBackend=wasm")).toEqual(["constant"]);
    expect(sourcesOf("dataset=brown-press")).toHaveLength(3);
  });

  test("what several workers do is filtered by as the matrix names it", () => {
    const together = {
      backend: "wasm",
      training: { workers: 4, sync: "round", owners: 0.5, secure: true, proximal: 0.1, leaving: 1 },
    };
    const joint = planOf({ base: together, axes: { batchSize: [32, 64] }, baseline: { batchSize: 32 } });
    for (const [name, value] of Object.entries(together.training)) {
      expect(filterPlan(joint, [`training.${name}=${JSON.stringify(value)}`], NAMES).cells).toHaveLength(2);
      expect(() => filterPlan(joint, [`${name}=${JSON.stringify(value)}`], NAMES)).toThrow(`unknown field "${name}"`);
    }
  });

  test("does not modify the plan", () => {
    filterPlan(plan, ["seed=1"], NAMES);
    expect(plan.cells).toHaveLength(8);
  });

  test("an unknown key is refused with the nearest one", () => {
    expect(() => filterPlan(plan, ["serveBakend=wasm"], NAMES)).toThrow(ConfigError);
    expect(() => filterPlan(plan, ["serveBakend=wasm"], NAMES)).toThrow(
      'unknown field "serveBakend"; did you mean "serveBackend"?',
    );
  });

  test.each(["wasm", "=wasm"])("%s is not a filter", (filter) => {
    expect(() => filterPlan(plan, [filter], NAMES)).toThrow(
      `--filter ${filter}: must be key=value, such as serveBackend=wasm`,
    );
  });

  test("a filter that leaves no cell lists the values that exist", () => {
    expect(() => filterPlan(plan, ["quantization=int3"], NAMES)).toThrow(NothingToRunError);
    expect(() => filterPlan(plan, ["quantization=int3"], NAMES)).toThrow(
      /^--filter quantization=int3 leaves no cell; in this matrix quantization is (int8 or float32|float32 or int8)$/,
    );
  });
});
