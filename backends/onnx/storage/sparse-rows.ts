import { dataType } from "../proto.ts";
import { type OnnxStorage, partName } from "./storage.ts";

/** What the mask holds back is looked up at index 0. */
function behindZero(values: Float32Array): Float32Array {
  const data = new Float32Array(values.length + 1);
  data.set(values, 1);
  return data;
}

/**
 * Nodes that lay a mask of bits and the values that it lets through out as the matrix. All of them read constants alone:
 * ONNX Runtime runs them once, as it loads the file, and keeps the matrix in float32. ONNX' own sparse initializers name
 * every value by an int64, which takes more than a bit for every weight unless fewer than one in 64 is left.
 */
export const sparseRows: OnnxStorage<"sparse-rows"> = {
  kind: "sparse-rows",
  parts: ({ mask, values }) => [
    { part: "mask", type: "uint8", dims: [mask.length, 1], data: mask },
    { part: "values", type: "float32", dims: [values.length + 1], data: behindZero(values) },
  ],
  read: (part, shape) => ({
    kind: "sparse-rows",
    shape: shape as [number, number],
    mask: part("mask", Uint8Array),
    values: part("values", Float32Array).slice(1),
  }),
  unpack: (graph, name, { shape }) => {
    const shift = (value: string, by: string, direction: "LEFT" | "RIGHT") =>
      graph.node("BitShift", [value, by], { direction });
    // Bit k of a byte: up to the top, which drops the bits above, and down again.
    const bits = shift(
      shift(partName(name, "mask"), graph.bytes(7, 6, 5, 4, 3, 2, 1, 0), "LEFT"),
      graph.bytes(7),
      "RIGHT",
    );
    const flat = graph.node("Reshape", [bits, graph.integers([-1])]);
    const isThere = graph.node("Cast", [flat], { to: dataType("int32") });
    const ordinal = graph.node("CumSum", [isThere, graph.integers([0])]);
    const place = graph.node("Mul", [ordinal, isThere]);
    const whole = graph.node("Slice", [place, graph.integers([0]), graph.integers([shape[0] * shape[1]])]);
    const values = graph.node("Gather", [partName(name, "values"), whole], { axis: 0n });
    graph.node("Reshape", [values, graph.integers(shape)], {}, name);
  },
  gather: (graph, name, ids) => ({ rows: graph.node("Gather", [name, ids], { axis: 0n }), scale: null }),
};
