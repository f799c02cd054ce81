import { expect, test } from "vitest";
import { selectionOf } from "../../../reports/app/selection.ts";
import { NOTHING_CHOSEN } from "../../../reports/app/view.ts";

const ALL = {
  axes: [
    { name: "quantization", title: "quantization", values: ["float32", "int8"] },
    { name: "backend", title: "backend", values: ["onnx", "wasm"] },
  ],
  configurations: [
    { id: "a", label: "float32 · onnx", detail: "", values: ["float32", "onnx"] },
    { id: "b", label: "float32 · wasm", detail: "", values: ["float32", "wasm"] },
    { id: "c", label: "int8 · onnx", detail: "aware of rounding", values: ["int8", "onnx"] },
  ],
};
const chosen = (change: Partial<typeof NOTHING_CHOSEN>, isInside?: (id: string) => boolean) =>
  selectionOf(ALL, { ...NOTHING_CHOSEN, ...change }, isInside);

test("nothing chosen shows all", () => {
  expect(chosen({})).toBeNull();
  expect(chosen({ only: { quantization: [] }, find: "  " })).toBeNull();
});

test("values of one axis add up, those of several axes narrow", () => {
  expect(chosen({ only: { quantization: ["float32", "int8"] } })).toEqual(new Set(["a", "b", "c"]));
  expect(chosen({ only: { quantization: ["float32"], backend: ["wasm"] } })).toEqual(new Set(["b"]));
  expect(chosen({ only: { quantization: ["int8"], backend: ["wasm"] } })).toEqual(new Set());
});

test("a value that this run has not, as in the address of another one, is not chosen", () => {
  expect(chosen({ only: { quantization: ["int3"] } })).toBeNull();
  expect(chosen({ only: { quantization: ["int3"], backend: ["wasm"] } })).toEqual(new Set(["b"]));
  expect(chosen({ only: { quantization: ["int3", "int8"] } })).toEqual(new Set(["c"]));
});

test("a text is looked for in names and what they shorten, whatever its case", () => {
  expect(chosen({ find: "WASM" })).toEqual(new Set(["b"]));
  expect(chosen({ find: "rounding" })).toEqual(new Set(["c"]));
});

test("a rectangle keeps what lies inside of it", () => {
  expect(chosen({ brush: { x: [0, 1], y: [0, 1] } }, (id) => id !== "a")).toEqual(new Set(["b", "c"]));
});
