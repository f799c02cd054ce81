import { dataType } from "../../../base/onnx/proto.ts";
import { floatsOf } from "../../../base/onnx/tensors.ts";
import { float16Bits, refuseBeyondFloat16 } from "../../quantizations/float16/stored.ts";
import { type GraphQuantization, namesRead } from "./quantize-graph.ts";

/**
 * Matrices in half the bytes, computed in float32. Rows of an embedding are cast as they are looked up; other matrices are cast
 * whole, which a runtime does once, when it loads them: they are then as large in memory as before.
 */
export const float16: GraphQuantization = {
  name: "float16",
  opset: 6,
  apply: ({ nodes, matrices, builder, replace, putFirst }) => {
    const half = (name: string) => `pricewar:${name}`;
    for (const [name, weight] of matrices) {
      const values = floatsOf(weight);
      refuseBeyondFloat16(values);
      builder.weight(half(name), "float16", weight.dims.map(Number), float16Bits(values));
    }
    const lookups = nodes.filter((node) => node.opType === "Gather" && matrices.has(node.input[0] ?? ""));
    const others = new Set(namesRead(nodes.filter((node) => !lookups.includes(node))));
    for (const node of lookups) {
      const [table = "", ids = ""] = node.input;
      const axis = node.attribute.find(({ name }) => name === "axis")?.i ?? 0n;
      builder.node("Cast", [builder.node("Gather", [half(table), ids], { axis })], { to: dataType("float32") });
      replace(node);
    }
    const lookedUp = new Set(lookups.map(({ input }) => input[0]));
    for (const name of matrices.keys()) {
      if (lookedUp.has(name) && !others.has(name)) continue;
      builder.node("Cast", [half(name)], { to: dataType("float32") });
      putFirst(name);
    }
    return new Set(matrices.keys());
  },
};
