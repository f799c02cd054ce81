import { expect, test } from "vitest";
import { brokenName, leftOutNote, namesBeside, rowsHeight } from "../../../reports/charts/row-names.ts";

test.each([
  ["int8-rows · threshold 0.5", ["int8-rows ·", "threshold 0.5"]],
  ["float32 and 1 more, training step", ["float32 and 1 more,", "training step"]],
  ["prune (sparsity 0.5) → int8-dynamic", ["prune (sparsity 0.5) →", "int8-dynamic"]],
  // After the separator, the second line would not fit.
  ["int8 · vocabulary 2000 with hashing", ["int8 · vocabulary", "2000 with hashing"]],
  // No two lines hold it.
  ["wasm · batch size 128 · hidden 16 · embedding 9600", ["wasm · batch size 128 ·", "hidden 16 ·", "embedding 9600"]],
  // One word is longer than a line: the others stand whole.
  ["soft-targets → units-of-the-hidden-layer → int8", ["soft-targets →", "units-of-the-hidden-layer →", "int8"]],
  ["a-name-without-any-space", ["a-name-without-any-space"]],
])("a long name is broken into as few lines as hold it, after separators if there is a choice: %s", (name, lines) => {
  expect(brokenName(name, 24)).toEqual(lines);
});

test("a wider line takes more of a name", () => {
  const name = "batch size 16 · hidden 24 · embedding 112";
  expect(brokenName(name, 22)).toEqual(["batch size 16 · hidden", "24 · embedding 112"]);
  expect(brokenName(name, 33)).toEqual(["batch size 16 ·", "hidden 24 · embedding 112"]);
  expect(brokenName(name, 41)).toEqual([name]);
});

test("rows are higher only where a name may take more lines", () => {
  expect(rowsHeight(["float32", "int8-rows"])).toBe(52);
  expect(rowsHeight(["float32", "int8-rows · threshold 0.5"])).toBe(64);
  // Two rows of three lines of 13 pixels, and 6 between them.
  expect(rowsHeight(["float32", "int8 · wasm · batch size 128 · hidden 16 · embedding 96"])).toBe(90);
});

const LONG = ["int8 · batch size 128 · hidden 16 · embedding 96", "int8 · batch size 64 · hidden 48 · embedding 104"];

test("what all names of a chart share is left out where they are long, and said", () => {
  expect(namesBeside(LONG)).toEqual({
    texts: ["batch size 128 · hidden 16 · embedding 96", "batch size 64 · hidden 48 · embedding 104"],
    leftOut: "int8",
  });
  const rows = LONG.map((name) => ({ name }));
  expect(leftOutNote(rows, "en")).toContain("“int8”");
  expect(leftOutNote(rows, "zh")).toContain("“int8”");
});

test.each([
  ["short ones", ["int8 · onnx", "int8 · wasm"]],
  ["one alone", LONG.slice(0, 1)],
  ["those that share nothing", [...LONG, "baseline"]],
  ["one that would have no name", [...LONG, "int8"]],
  ["those that only their order tells apart", [`wasm · onnx · ${"a".repeat(30)}`, `onnx · wasm · ${"a".repeat(30)}`]],
])("names stay as they are: %s", (_, names) => {
  expect(namesBeside(names)).toEqual({ texts: names, leftOut: "" });
  expect(
    leftOutNote(
      names.map((name) => ({ name })),
      "en",
    ),
  ).toBe("");
});
