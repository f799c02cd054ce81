import { dataType } from "../../../base/onnx/proto.ts";
import { exactName, exactPart, partName, readExact, type StoredForm } from "../stored-form.ts";
import { dequantizeInt8Rows, type Int8RowsTensor } from "./stored.ts";

/** The row's scale is multiplied into its share of the mean, so that no kernel touches the codes twice. */
export const int8RowsForm: StoredForm<Int8RowsTensor> = {
  kind: "int8-rows",
  parts: ({ shape, codes, scales, exact }) => [
    { part: "codes", type: "int8", dims: shape, data: codes },
    { part: "scales", type: "float32", dims: [scales.length], data: scales },
    exactPart(exact),
  ],
  read: (part, shape) => ({
    kind: "int8-rows",
    shape: shape as [number, number],
    codes: part("codes", Int8Array),
    scales: part("scales", Float32Array),
    exact: readExact(part),
  }),
  dequantize: dequantizeInt8Rows,
  gather: (graph, name, ids, { scales }) => {
    const codes = graph.node("Gather", [partName(name, "codes"), ids], { axis: 0n });
    const stored = partName(name, "scales");
    return {
      rows: graph.node("Cast", [codes], { to: dataType("float32") }),
      scale: scales.length === 1 ? stored : graph.node("Gather", [stored, ids], { axis: 0n }),
      exact: exactName(name),
    };
  },
};
