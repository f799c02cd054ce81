import type { ModelWeights, StorageKind } from "../../contract/index.ts";
import { float16 } from "./float16/form.ts";
import { float32 } from "./float32.ts";
import { int4Blocks } from "./int4-blocks/form.ts";
import { int8Columns } from "./int8-dynamic/form.ts";
import { int8Rows } from "./int8-rows/form.ts";
import { int8Static } from "./int8-static/form.ts";
import { product } from "./product/form.ts";
import { type OnnxStorage, partName, type StoredPart } from "./stored-form.ts";

const storages: { readonly [K in StorageKind]: OnnxStorage<K> } = {
  float32,
  float16,
  "int8-rows": int8Rows,
  "int4-blocks": int4Blocks,
  product,
  "int8-columns": int8Columns,
  "int8-static": int8Static,
};

/** The storage of a kind, for tensors of that kind alone. */
export function storageOf<K extends StorageKind>(kind: K): OnnxStorage<K> {
  return storages[kind] as OnnxStorage<K>;
}

export function isStorageKind(kind: string): kind is StorageKind {
  return Object.hasOwn(storages, kind);
}

/** The parts of all weights, with the names of their initializers. */
export function namedParts(weights: ModelWeights["weights"]): { name: string; part: StoredPart }[] {
  return [...weights].flatMap(([weight, tensor]) =>
    storageOf(tensor.kind)
      .parts(tensor as never)
      .map((part) => ({ name: partName(weight, part.part), part })),
  );
}
