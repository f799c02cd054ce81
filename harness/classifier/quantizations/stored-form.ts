import type { GraphBuilder } from "../../base/onnx/graph-builder.ts";
import type { ElementArray, ElementType } from "../../base/onnx/proto.ts";
import type { StorageKind, StoredTensor } from "../../contract/index.ts";

export type Stored<K extends StorageKind> = Extract<StoredTensor, { kind: K }>;

export type PartArray = Exclude<ElementArray, BigInt64Array>;

/** One initializer of the graph: its name is the weight's name plus the part's. */
export interface StoredPart {
  readonly part: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: PartArray;
  /** The element that stands for weights of 0, where it is not 0. */
  readonly zero?: number;
}

/** Gives the data of a weight's part as it was before it was written. */
export type ReadPart = <A extends PartArray>(part: string, as: new (buffer: ArrayBuffer) => A) => A;

/** Rows of an embedding inside a graph. */
export interface GatheredRows {
  /** float32 [batch, positions, columns] */
  readonly rows: string;
  /** Factor on each row [batch, positions], or [1] on all, left to whoever weighs the rows; null where the rows are whole. */
  readonly scale: string | null;
}

/** How one storage kind lies in an ONNX file, and how kernels read it. */
export interface OnnxStorage<K extends StorageKind> {
  readonly kind: K;
  parts(tensor: Stored<K>): readonly StoredPart[];
  read(part: ReadPart, shape: readonly number[], options: StorageOptions): Stored<K>;
  /** What `read` needs beside the parts. */
  options?(tensor: Stored<K>): StorageOptions;
  /**
   * Looks rows up; rows 0 and 1 come out as 0 where the kind keeps them apart. Absent for kinds of dense kernels.
   * @param ids int64 [batch, positions]
   */
  gather?(graph: GraphBuilder, name: string, ids: string, tensor: Stored<K>): GatheredRows;
}

export type StorageOptions = Readonly<Record<string, number>>;

export function partName(weight: string, part: string): string {
  return part === "" ? weight : `${weight}.${part}`;
}

export function exactPart(exact: Float32Array): StoredPart {
  return { part: "exact", type: "float32", dims: [2, exact.length / 2], data: exact };
}
