import type { Float32Tensor } from "../../contract/index.ts";
import type { StoredForm } from "./stored-form.ts";

/** Weights that no quantization has changed. */
export const float32Form: StoredForm<Float32Tensor> = {
  kind: "float32",
  parts: ({ shape, data }) => [{ part: "", type: "float32", dims: shape, data }],
  read: (part, shape) => ({ kind: "float32", shape, data: part("", Float32Array) }),
  dequantize: ({ data }) => data.slice(),
  gather: (graph, name, ids) => ({ rows: graph.node("Gather", [name, ids], { axis: 0n }), scale: null, exact: null }),
};
