import type { StoredTensor, TrainedModel } from "../contract.ts";

type Stored<K extends StoredTensor["kind"]> = Extract<StoredTensor, { kind: K }>;

/** What the nodes of a sparse matrix take of the file, rounded up. */
const UNPACKING_BYTES = 1000;

/** The matrix as a bit for each weight and the values of those that are not 0. */
export function toSparseRows({ shape, data }: Stored<"float32">): Stored<"sparse-rows"> {
  const mask = new Uint8Array(Math.ceil(data.length / 8));
  data.forEach((value, index) => {
    if (value !== 0) mask[index >> 3]! |= 1 << (index & 7);
  });
  return { kind: "sparse-rows", shape: shape as [number, number], mask, values: data.filter((value) => value !== 0) };
}

/**
 * The same weights in the form that takes the least of the file: a float32 matrix of which most is 0 becomes sparse. It
 * comes last, since all else reads float32. Runtimes lay the matrix out again as they load it, so that nothing but the
 * file gets smaller.
 */
export function smallestStorage(model: TrainedModel): TrainedModel {
  const weights = new Map(
    [...model.weights].map(([name, stored]): [string, StoredTensor] => {
      if (stored.kind !== "float32" || stored.shape.length !== 2) return [name, stored];
      const sparse = toSparseRows(stored);
      const bytes = sparse.mask.length + sparse.values.byteLength + UNPACKING_BYTES;
      return [name, bytes < stored.data.byteLength ? sparse : stored];
    }),
  );
  return { ...model, weights };
}
