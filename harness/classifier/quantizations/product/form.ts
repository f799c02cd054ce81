import { dataType } from "../../../base/onnx/proto.ts";
import { exactName, exactPart, partName, readExact, type StoredForm, type StoredPart } from "../stored-form.ts";
import { dequantizeProduct, type ProductTensor } from "./stored.ts";

/**
 * The centroids of all sub-vectors lie in one table [sub-vectors x centroids, width]: a code plus its sub-vector's
 * start is a row of it. A row's norm is multiplied into its weight in the mean.
 */
export const productForm: StoredForm<ProductTensor> = {
  kind: "product",
  parts: (tensor) => {
    const { shape, width, codes, centroids, norms, exact } = tensor;
    return [
      { part: "codes", type: "uint8", dims: [shape[0], subvectorsOf(tensor)], data: codes },
      { part: "centroids", type: "float32", dims: [centroids.length / width, width], data: centroids },
      ...(norms === null ? [] : normParts(norms)),
      exactPart(exact),
    ];
  },
  options: ({ width, norms }) => ({ width, norms: norms === null ? 0 : 1 }),
  read: (part, shape, { width, norms }) => ({
    kind: "product",
    shape: shape as [number, number],
    width: width!,
    codes: part("codes", Uint8Array),
    centroids: part("centroids", Float32Array),
    norms: norms === 0 ? null : { codes: part("norm_codes", Uint8Array), values: part("norms", Float32Array) },
    exact: readExact(part),
  }),
  dequantize: dequantizeProduct,
  gather: (graph, name, ids, tensor) => {
    const { shape, width, norms } = tensor;
    const subvectors = subvectorsOf(tensor);
    const centroidCount = tensor.centroids.length / (width * subvectors);
    const lookUp = (part: string, indices: string) =>
      graph.node("Gather", [partName(name, part), indices], { axis: 0n });
    const toIndex = (codes: string) => graph.node("Cast", [codes], { to: dataType("int64") });
    const starts = graph.integers(Array.from({ length: subvectors }, (_, subvector) => subvector * centroidCount));
    const indices = graph.node("Add", [toIndex(lookUp("codes", ids)), starts]);
    const wide = graph.node("Reshape", [lookUp("centroids", indices), graph.integers([0, 0, subvectors * width])]);
    const rows =
      subvectors * width === shape[1]
        ? wide
        : graph.node("Slice", [wide, graph.integers([0]), graph.integers([shape[1]]), graph.integers([2])]);
    const scale = norms === null ? null : lookUp("norms", toIndex(lookUp("norm_codes", ids)));
    return { rows, scale, exact: exactName(name) };
  },
};

function subvectorsOf({ shape, width }: ProductTensor): number {
  return Math.ceil(shape[1] / width);
}

function normParts({ codes, values }: NonNullable<ProductTensor["norms"]>): StoredPart[] {
  return [
    { part: "norm_codes", type: "uint8", dims: [codes.length], data: codes },
    { part: "norms", type: "float32", dims: [values.length], data: values },
  ];
}
