import type { OnnxStorage } from "./stored-form.ts";

export const float32: OnnxStorage<"float32"> = {
  kind: "float32",
  parts: ({ shape, data }) => [{ part: "", type: "float32", dims: shape, data }],
  read: (part, shape) => ({ kind: "float32", shape, data: part("", Float32Array) }),
  gather: (graph, name, ids) => ({ rows: graph.node("Gather", [name, ids], { axis: 0n }), scale: null }),
};
