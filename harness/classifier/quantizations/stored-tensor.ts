import { getFloat16 } from "@petamoriken/float16";
import { SPECIAL_ROWS, type StoredTensor } from "../../contract/index.ts";

/** The float32 weights that a stored tensor stands for, row-major; a new array. */
export function dequantize(tensor: StoredTensor): Float32Array {
  const [, columns = 1] = tensor.shape;
  switch (tensor.kind) {
    case "float32":
      return tensor.data.slice();
    case "float16": {
      const view = new DataView(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
      const values = Float32Array.from(tensor.data, (_, index) => getFloat16(view, index * 2, true));
      return withExactRows(values, tensor.exact, columns);
    }
    case "int8-rows": {
      const { codes, scales } = tensor;
      const rowOf = scales.length === 1 ? () => 0 : (index: number) => Math.floor(index / columns);
      const values = Float32Array.from(codes, (code, index) => code * scales[rowOf(index)]!);
      return withExactRows(values, tensor.exact, columns);
    }
    case "product": {
      const { codes, centroids, norms, width, shape } = tensor;
      const subvectors = Math.ceil(columns / width);
      const centroidCount = centroids.length / (subvectors * width);
      const values = Float32Array.from({ length: shape[0] * columns }, (_, index) => {
        const row = Math.floor(index / columns);
        const column = index % columns;
        const subvector = Math.floor(column / width);
        const centroid = subvector * centroidCount + codes[row * subvectors + subvector]!;
        const value = centroids[centroid * width + (column % width)]!;
        return norms === null ? value : value * norms.values[norms.codes[row]!]!;
      });
      return withExactRows(values, tensor.exact, columns);
    }
    // What flows in stays as it is: only a runtime with integer kernels rounds it, and its proof says so.
    case "int8-static":
    case "int8-columns":
      return Float32Array.from(tensor.codes, (code, index) => code * tensor.scales[index % tensor.scales.length]!);
    case "int4-blocks": {
      const { packed, scales, blockSize, shape } = tensor;
      const bytesPerRow = Math.ceil(columns / 2);
      const blocks = Math.ceil(columns / blockSize);
      const values = Float32Array.from({ length: shape[0] * columns }, (_, index) => {
        const row = Math.floor(index / columns);
        const column = index % columns;
        const byte = packed[row * bytesPerRow + (column >> 1)]!;
        const code = ((column & 1) === 0 ? byte & 15 : byte >> 4) - 8;
        return code * scales[row * blocks + Math.floor(column / blockSize)]!;
      });
      return withExactRows(values, tensor.exact, columns);
    }
  }
}

function withExactRows(values: Float32Array, exact: Float32Array, columns: number): Float32Array {
  values.set(exact.subarray(0, SPECIAL_ROWS * columns));
  return values;
}
