import { describe, expect, test } from "vitest";
import { RecordError } from "../../../../harness/base/errors.ts";
import { encodeModel, graphProto, nodeProto, tensorProto, valueInfo } from "../../../../harness/base/onnx/proto.ts";
import { graphStructure, modelFacts } from "../../../../harness/classifier/model-file/model-facts.ts";
import { modelFormat } from "../../../../harness/classifier/model-file/model-format.ts";
import { prunings, quantizations } from "../../../../harness/classifier/techniques/registry.ts";
import { randomModel } from "../../../fixtures/models.ts";
import { finishedAs, soundSpec } from "../../../fixtures/techniques.ts";

const SPEC = { vocabulary: 50, maxLength: 10, embedding: 8, hidden: [6], pooling: "all", classes: 2 } as const;
const written = (about: Partial<typeof SPEC> | object = {}, seed = 3) =>
  modelFormat.write(randomModel({ ...SPEC, ...about }, seed));

describe("the facts of a model file", () => {
  test("count the parameters that its weights represent", () => {
    // 50 x 8, then 8 x 6 + 6, then 6 x 1 + 1.
    expect(modelFacts(written()).parameters).toBe(400 + 54 + 7);
  });

  test("are the same for other weights", () => {
    expect(Buffer.compare(written({}, 3), written({}, 4))).not.toBe(0);
    expect(modelFacts(written({}, 3))).toEqual(modelFacts(written({}, 4)));
  });

  test.each([
    ["one word more", { vocabulary: 51 }],
    ["a longer text", { maxLength: 11 }],
    ["a wider layer", { hidden: [7] }],
    ["another layer", { hidden: [6, 6] }],
    ["other pooling", { pooling: "words" }],
    ["a third class", { classes: 3 }],
  ])("differ between %s and the plain model", (_, about) => {
    expect(modelFacts(written(about)).graph).not.toBe(modelFacts(written()).graph);
  });

  test.each([...quantizations.names])("differ between %s and float32", async (scheme) => {
    const model = await finishedAs(soundSpec(scheme), randomModel(SPEC));
    const facts = modelFacts(modelFormat.write(model));
    expect(facts.graph).not.toBe(modelFacts(written()).graph);
    expect(facts.parameters).toBe(461);
  });

  test("differ for every registered pruning", async () => {
    for (const name of prunings.names) {
      const model = await finishedAs(soundSpec(name), randomModel(SPEC));
      expect(modelFacts(modelFormat.write(model)).parameters, name).toBeLessThanOrEqual(461);
    }
  });

  test("need a file that pricewar wrote", () => {
    expect(() => modelFacts(Uint8Array.of(1, 2, 3))).toThrow(RecordError);
  });
});

describe("the structure of a graph", () => {
  /** x -> Unsqueeze(axis) -> Mul(weight) -> y, with the tensors' names and constants to be varied. */
  const graph = (
    about: { middle?: string; axis?: bigint; weight?: number; operator?: string; swapped?: boolean } = {},
  ) => {
    const { middle = "m", axis = 1n, weight = 2, operator = "Mul", swapped = false } = about;
    return encodeModel(
      graphProto({
        name: "g",
        nodes: [
          nodeProto("Unsqueeze", ["x", "axis"], [middle]),
          nodeProto(operator, swapped ? ["w", middle] : [middle, "w"], ["y"]),
        ],
        inputs: [valueInfo("x", "float32", ["batch"])],
        outputs: [valueInfo("y", "float32", ["batch", 1])],
        initializers: [
          tensorProto("axis", "int64", [1], BigInt64Array.of(axis)),
          tensorProto("w", "float32", [1], Float32Array.of(weight)),
        ],
      }),
    );
  };

  test("ignores values of weights and internal names", () => {
    expect(graphStructure(graph({ weight: 3, middle: "other" }))).toEqual(graphStructure(graph()));
  });

  test.each([
    ["an operator", { operator: "Add" }],
    ["an axis", { axis: 0n }],
    ["an edge", { swapped: true }],
  ])("shows %s", (_, about) => {
    expect(graphStructure(graph(about))).not.toEqual(graphStructure(graph()));
  });
});
