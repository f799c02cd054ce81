import { dequantizeInt8Columns } from "../int8-dynamic/stored.ts";
import { partName, type StoredForm } from "../stored-form.ts";
import type { Int8StaticTensor } from "./stored.ts";

/** A dense kernel in int8 with the range of its input, measured once: both are stored as initializers. */
export const int8StaticForm: StoredForm<Int8StaticTensor> = {
  kind: "int8-static",
  parts: ({ shape, codes, scales, input }) => {
    // One scale for the whole kernel is a scalar in ONNX, one for each output a vector; so are their zero-points.
    const dims = scales.length === 1 ? [] : [scales.length];
    return [
      { part: "codes", type: "int8", dims: shape, data: codes },
      { part: "scales", type: "float32", dims, data: scales },
      { part: "zero_points", type: "int8", dims, data: new Int8Array(scales.length) },
      { part: "input_scale", type: "float32", dims: [], data: Float32Array.of(input.scale) },
      { part: "input_zero_point", type: "uint8", dims: [], data: Uint8Array.of(input.zeroPoint) },
    ];
  },
  read: (part, shape) => ({
    kind: "int8-static",
    shape: shape as [number, number],
    codes: part("codes", Int8Array),
    scales: part("scales", Float32Array),
    input: { scale: part("input_scale", Float32Array)[0]!, zeroPoint: part("input_zero_point", Uint8Array)[0]! },
  }),
  dequantize: dequantizeInt8Columns,
  // x is rounded to uint8 by the stored range: the pattern that ONNX Runtime fuses into QGemm. It does so only where
  // the zero-points of the kernel are written out and the bias, kept in float32, is added separately.
  affine: (graph, x, kernel, bias, { scales }) => {
    const range = [partName(kernel, "input_scale"), partName(kernel, "input_zero_point")];
    const rounded = graph.node("DequantizeLinear", [graph.node("QuantizeLinear", [x, ...range]), ...range]);
    const weights = ["codes", "scales", "zero_points"].map((part) => partName(kernel, part));
    const dense = graph.node("DequantizeLinear", weights, scales.length === 1 ? {} : { axis: 1n });
    return graph.node("Add", [graph.node("Gemm", [rounded, dense]), bias]);
  },
};
