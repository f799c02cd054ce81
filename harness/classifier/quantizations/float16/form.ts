import { dataType } from "../../../base/onnx/proto.ts";
import { exactName, exactPart, readExact, type StoredForm } from "../stored-form.ts";
import { dequantizeFloat16, type Float16Tensor } from "./stored.ts";

/** Gather before Cast: the other way round the runtime folds the whole table back to float32 when it loads. */
export const float16Form: StoredForm<Float16Tensor> = {
  kind: "float16",
  parts: ({ shape, data, exact }) => [{ part: "", type: "float16", dims: shape, data }, exactPart(exact)],
  read: (part, shape) => ({
    kind: "float16",
    shape: shape as [number, number],
    data: part("", Uint16Array),
    exact: readExact(part),
  }),
  dequantize: dequantizeFloat16,
  gather: (graph, name, ids) => {
    const half = graph.node("Gather", [name, ids], { axis: 0n });
    return { rows: graph.node("Cast", [half], { to: dataType("float32") }), scale: null, exact: exactName(name) };
  },
};
