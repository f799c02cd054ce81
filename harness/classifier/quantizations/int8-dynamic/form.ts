import type { GraphBuilder } from "../../../base/onnx/graph-builder.ts";
import { dataType } from "../../../base/onnx/proto.ts";
import { partName, type StoredForm } from "../stored-form.ts";
import { dequantizeInt8Columns, type Int8ColumnsTensor } from "./stored.ts";

/** A dense kernel in int8 with a scale for each output, or one for all. */
export const int8ColumnsForm: StoredForm<Int8ColumnsTensor> = {
  kind: "int8-columns",
  parts: ({ shape, codes, scales }) => [
    { part: "codes", type: "int8", dims: shape, data: codes },
    { part: "scales", type: "float32", dims: [scales.length], data: scales },
  ],
  read: (part, shape) => ({
    kind: "int8-columns",
    shape: shape as [number, number],
    codes: part("codes", Int8Array),
    scales: part("scales", Float32Array),
  }),
  dequantize: dequantizeInt8Columns,
  affine: (graph, x, kernel, bias) => graph.node("Add", [integerProduct(graph, x, kernel), bias]),
};

/**
 * x [..., inputs] times a kernel: x becomes uint8 as it comes, with one scale and zero-point for the whole batch, and the product
 * is taken in integers: the pattern that ONNX Runtime fuses into DynamicQuantizeMatMul.
 * @param kernel name of a weight whose parts are those of `int8ColumnsForm`
 */
export function integerProduct(graph: GraphBuilder, x: string, kernel: string): string {
  const [codes, scale, zeroPoint] = graph.nodeOf("DynamicQuantizeLinear", [x], 3) as [string, string, string];
  const product = graph.node("MatMulInteger", [codes, partName(kernel, "codes"), zeroPoint]);
  const floats = graph.node("Cast", [product], { to: dataType("float32") });
  const scales = graph.node("Mul", [scale, partName(kernel, "scales")]);
  return graph.node("Mul", [floats, scales]);
}
