import type { GraphBuilder } from "../../../base/onnx/graph-builder.ts";
import { dataType } from "../../../base/onnx/proto.ts";
import { type OnnxStorage, partName } from "../stored-form.ts";

/** A dense kernel in int8 with a scale for each output, or one for all. */
export const int8Columns: OnnxStorage<"int8-columns"> = {
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
};

/**
 * x kernel + bias with x quantized to uint8 as it comes (one scale and zero-point for the whole batch) and an integer
 * product: the pattern that ONNX Runtime fuses into DynamicQuantizeMatMul.
 */
export function dynamicAffine(graph: GraphBuilder, x: string, kernel: string, bias: string): string {
  const [codes, scale, zeroPoint] = graph.nodeOf("DynamicQuantizeLinear", [x], 3) as [string, string, string];
  const product = graph.node("MatMulInteger", [codes, partName(kernel, "codes"), zeroPoint]);
  const floats = graph.node("Cast", [product], { to: dataType("float32") });
  const scales = graph.node("Mul", [scale, partName(kernel, "scales")]);
  return graph.node("Add", [graph.node("Mul", [floats, scales]), bias]);
}
