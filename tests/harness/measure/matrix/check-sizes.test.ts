import { describe, expect, test } from "vitest";
import { parseMatrix } from "../../../../harness/measure/matrix/parse.ts";
import { NAMES } from "./names.ts";
import { refusals } from "./refusals.ts";

const matrixOf = (parts: object) => JSON.stringify({ name: "a", accuracyFloor: { atLeast: 0.8 }, ...parts });
const WIDE = Array.from({ length: 16 }, () => 16_384);

describe("a model that its file cannot hold is refused when the matrix is read", () => {
  test("with what it has and how much that is", () => {
    // 10,000 x 16 of words, 16 x 16,384 of the first layer, 15 of 16,384 squared, 16 x 16,384 biases, and 16,384 + 1 of the output.
    const numbers = 160_000 + 262_144 + 15 * 268_435_456 + 262_144 + 16_385;
    expect(numbers).toBe(4_027_232_513);
    expect(refusals(matrixOf({ base: { model: { hidden: WIDE } } }))).toEqual([
      "m.json:1:71: base.model.hidden: makes a model of 4,027,232,513 numbers in the cell (the base): 15.0 GiB in float32, and model.onnx " +
        "can have at most 2 GiB; take fewer or narrower layers, or leave the cell out",
    ]);
  });

  test.each([
    [{ base: { model: { vocabulary: 1_000_000, embedding: 1024 } } }, "base.model.vocabulary: ", "take fewer words or"],
    [{ base: { model: { bigrams: 10_000_000, embedding: 64 } } }, "base.model.bigrams: ", "take fewer rows for pairs"],
    [{ axes: { "model.hidden": [[24], WIDE] } }, "axes.model.hidden[1]: ", "take fewer or narrower layers"],
    [
      { base: { distillation: { name: "distill", teacher: { model: { hidden: WIDE } } } } },
      "base.distillation.teacher.model.hidden: ",
      "in the teacher of the cell (the base)",
    ],
  ])("at the field that makes it so large: %#", (parts, place, said) => {
    expect(refusals(matrixOf(parts))).toEqual([expect.stringContaining(place)]);
    expect(refusals(matrixOf(parts))[0]).toContain(said);
  });

  test("one of just under 2 GiB is none of them, nor are sizes that another source does not use", () => {
    // 536,870,000 of words leave 911 numbers for the layer and the output, whose inputs are 1,000 wide: none for a hidden layer.
    const model = { vocabulary: 500_000, embedding: 1000, hidden: [24] };
    expect(parseMatrix(matrixOf({ base: { model } }), "m.json", NAMES).cells).toHaveLength(1);
    const folder = { model: { source: "folder:models/bert", hidden: WIDE }, techniques: ["int8"] };
    expect(parseMatrix(matrixOf({ base: folder }), "m.json", NAMES).cells).toHaveLength(1);
  });
});

describe("a model whose training this machine cannot hold is refused when the matrix is read", () => {
  // 100,000 x 100 of words, 100 x 24 + 24 of the layer, 24 + 1 of the output: 10,002,449 numbers, of which adam keeps two more each.
  const base = { model: { vocabulary: 100_000, embedding: 100 } };
  const needed = 10_002_449 * 4 * 3;
  const withMemory = (memoryBytes: number | null) => ({ ...NAMES, memoryBytes });

  test("with what the training takes at least, and what there is", () => {
    expect(refusals(matrixOf({ base }), withMemory(needed / 2))).toEqual([
      "m.json:1:75: base.model.vocabulary: makes a model of 10,002,449 numbers in the cell (the base): training it with adam takes 0.112 GiB at least, " +
        "and this machine has 0.0559 GiB of memory; take fewer words or a narrower embedding, or leave the cell out",
    ]);
  });

  test.each([
    ["that just fits", base, needed],
    ["whose optimizer keeps nothing of a weight", { ...base, optimizer: "sgd" }, needed / 3],
    ["that machines train of which nothing is known", base, null],
  ])("but not one %s", (_, parts, memoryBytes) => {
    const { cells } = parseMatrix(matrixOf({ base: parts }), "m.json", withMemory(memoryBytes));
    expect(cells).toHaveLength(1);
  });
});
