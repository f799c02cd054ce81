import { dataType } from "../proto.ts";
import { exactPart, type OnnxStorage, partName } from "./storage.ts";

/** The row's scale is multiplied into its weight in the mean, so that no kernel touches the codes twice. */
export const int8Rows: OnnxStorage<"int8-rows"> = {
  kind: "int8-rows",
  parts: ({ shape, codes, scales, exact }) => [
    { part: "codes", type: "int8", dims: shape, data: codes },
    { part: "scales", type: "float32", dims: [shape[0]], data: scales },
    exactPart(exact),
  ],
  read: (part, shape) => ({
    kind: "int8-rows",
    shape: shape as [number, number],
    codes: part("codes", Int8Array),
    scales: part("scales", Float32Array),
    exact: part("exact", Float32Array),
  }),
  gather: (graph, name, ids) => {
    const codes = graph.node("Gather", [partName(name, "codes"), ids], { axis: 0n });
    return {
      rows: graph.node("Cast", [codes], { to: dataType("float32") }),
      scale: graph.node("Gather", [partName(name, "scales"), ids], { axis: 0n }),
    };
  },
};
