import { dataType } from "../../../base/onnx/proto.ts";
import { exactPart, type OnnxStorage } from "../stored-form.ts";

/** Gather before Cast: the other way round the runtime folds the whole table back to float32 when it loads. */
export const float16: OnnxStorage<"float16"> = {
  kind: "float16",
  parts: ({ shape, data, exact }) => [{ part: "", type: "float16", dims: shape, data }, exactPart(exact)],
  read: (part, shape) => ({
    kind: "float16",
    shape: shape as [number, number],
    data: part("", Uint16Array),
    exact: part("exact", Float32Array),
  }),
  gather: (graph, name, ids) => {
    const half = graph.node("Gather", [name, ids], { axis: 0n });
    return { rows: graph.node("Cast", [half], { to: dataType("float32") }), scale: null };
  },
};
