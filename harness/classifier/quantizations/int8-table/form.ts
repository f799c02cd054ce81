import { dataType } from "../../../base/onnx/proto.ts";
import { exactName, exactPart, partName, readExact, type StoredForm } from "../stored-form.ts";
import { dequantizeInt8Table, type Int8TableTensor } from "./stored.ts";

/**
 * The table is dequantized before the Gather and depends on no input: the runtime folds both nodes into a float32 table
 * when it loads the file. DequantizeLinear would not be folded, and would decode the table in every run.
 */
export const int8TableForm: StoredForm<Int8TableTensor> = {
  kind: "int8-table",
  parts: ({ shape, codes, scale, exact }) => [
    { part: "codes", type: "int8", dims: shape, data: codes },
    { part: "scale", type: "float32", dims: [], data: Float32Array.of(scale) },
    exactPart(exact),
  ],
  read: (part, shape) => ({
    kind: "int8-table",
    shape: shape as [number, number],
    codes: part("codes", Int8Array),
    scale: part("scale", Float32Array)[0]!,
    exact: readExact(part),
  }),
  dequantize: dequantizeInt8Table,
  gather: (graph, name, ids) => {
    const floats = graph.node("Cast", [partName(name, "codes")], { to: dataType("float32") });
    const table = graph.node("Mul", [floats, partName(name, "scale")]);
    return { rows: graph.node("Gather", [table, ids], { axis: 0n }), scale: null, exact: exactName(name) };
  },
};
