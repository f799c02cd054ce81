import { TensorProto_DataType as DataType, type GraphProto, type ValueInfoProto } from "onnx-buf";
import type { GraphValue } from "../../../contract/index.ts";

/** A graph's outputs as it declares them, before any runtime opens it. */
export function declaredOutputs({ output }: GraphProto): GraphValue[] {
  return output.map(declaredValue);
}

function declaredValue({ name, type }: ValueInfoProto): GraphValue {
  if (type?.value.case !== "tensorType") return { name, type: "no tensor", dims: [] };
  const { elemType, shape } = type.value.value;
  const dims = (shape?.dim ?? []).map(({ value }) =>
    value.case === "dimValue" ? Number(value.value) : (value.value ?? ""),
  );
  return { name, type: nameOf(elemType), dims };
}

/** As `GraphValue` names types. */
function nameOf(type: DataType): string {
  if (type === DataType.FLOAT) return "float32";
  return type === DataType.DOUBLE ? "float64" : (DataType[type] ?? `type ${type}`).toLowerCase();
}
