import type { NodeProto, TensorProto } from "onnx-buf";
import { floatsOf } from "../../../base/onnx/tensors.ts";
import { int8ColumnsForm, integerProduct } from "../../quantizations/int8-dynamic/form.ts";
import { toInt8Columns } from "../../quantizations/int8-dynamic/stored.ts";
import type { Matrix } from "../../quantizations/matrix.ts";
import { partName } from "../../quantizations/stored-form.ts";
import type { GraphQuantization } from "./quantize-graph.ts";

/** Products with a constant matrix on integer kernels, with a scale for each of its columns or for all; embeddings stay float32. */
export function int8Dynamic(granularity: "channel" | "tensor" = "channel"): GraphQuantization {
  return {
    name: "int8-dynamic",
    opset: 11,
    apply: ({ nodes, matrices, builder, replace }) => {
      const stored = new Map<string, string>();
      for (const node of nodes) {
        const product = constantProduct(node, matrices);
        if (product === null) continue;
        const { x, weight, isTransposed, bias } = product;
        const kernel = `pricewar:${weight.name}${isTransposed ? ".transposed" : ""}`;
        if (!stored.has(kernel)) {
          const codes = toInt8Columns(matrixOf(weight, isTransposed), granularity);
          for (const { part, type, dims, data } of int8ColumnsForm.parts(codes))
            builder.weight(partName(kernel, part), type, dims, data);
          stored.set(kernel, weight.name);
        }
        const floats = integerProduct(builder, x, kernel);
        if (bias !== null) builder.node("Add", [floats, bias]);
        replace(node);
      }
      return new Set(stored.values());
    },
  };
}

interface ConstantProduct {
  readonly x: string;
  readonly weight: TensorProto;
  readonly isTransposed: boolean;
  readonly bias: string | null;
}

/** A node that is x times a constant matrix, plus a bias or none; null for any other. */
function constantProduct(
  { opType, input, attribute }: NodeProto,
  matrices: ReadonlyMap<string, TensorProto>,
): ConstantProduct | null {
  const [x, name = "", bias = ""] = input;
  const weight = matrices.get(name);
  if (x === undefined || weight?.dims.length !== 2) return null;
  if (opType === "MatMul") return { x, weight, isTransposed: false, bias: null };
  const flags = new Map(attribute.map((one) => [one.name, one]));
  const isPlain = !flags.get("transA")?.i && (flags.get("alpha")?.f ?? 1) === 1 && (flags.get("beta")?.f ?? 1) === 1;
  if (opType !== "Gemm" || !isPlain) return null;
  return { x, weight, isTransposed: flags.get("transB")?.i === 1n, bias: bias === "" ? null : bias };
}

/** A weight as [inputs, outputs]. */
function matrixOf(weight: TensorProto, isTransposed: boolean): Matrix {
  const [rows, columns] = weight.dims.map(Number) as [number, number];
  const data = floatsOf(weight);
  if (!isTransposed) return { rows, columns, data };
  const turned = Float32Array.from(data, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)]!);
  return { rows: columns, columns: rows, data: turned };
}
