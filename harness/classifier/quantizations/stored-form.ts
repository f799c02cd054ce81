import type { GraphBuilder } from "../../base/onnx/graph-builder.ts";
import type { ElementArray, ElementType } from "../../base/onnx/proto.ts";
import { SPECIAL_ROWS, type StoredTensor } from "../../contract/index.ts";

/**
 * One way to store a weight: its initializers in model.onnx, how they are read back and looked up inside a graph, and
 * the float32 values that they stand for. `kind` names it in the file's metadata.
 */
export interface StoredForm<T extends StoredTensor = StoredTensor> {
  readonly kind: T["kind"];
  /** The initializers that hold a tensor. */
  parts(tensor: T): readonly StoredPart[];
  /** What `read` needs besides the parts. */
  options?(tensor: T): StoredOptions;
  /** The inverse of `parts` and `options`, bit for bit. */
  read(part: ReadPart, shape: readonly number[], options: StoredOptions): T;
  /** The float32 weights that a tensor stands for, row-major; a new array. */
  dequantize(tensor: T): Float32Array;
  /**
   * Nodes that look up rows of an embedding. Absent in forms of dense kernels.
   * @param ids int64 [batch, positions]
   */
  gather?(graph: GraphBuilder, name: string, ids: string, tensor: T): GatheredRows;
  /**
   * Nodes for x [batch, inputs] times the kernel plus the bias [outputs]. Absent in forms of embeddings, and in
   * float32, whose product every runtime has.
   */
  affine?(graph: GraphBuilder, x: string, kernel: string, bias: string, tensor: T): string;
}

export type PartArray = Exclude<ElementArray, BigInt64Array>;

/** One initializer of the graph: its name is the weight's name plus the part's. */
export interface StoredPart {
  readonly part: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: PartArray;
  /** The element that stands for weights of 0; 0 by default. */
  readonly zero?: number;
}

export type StoredOptions = Readonly<Record<string, number>>;

/** The data of one part of a weight, as it was before it was written. */
export type ReadPart = <A extends PartArray>(part: string, as: new (buffer: ArrayBuffer) => A) => A;

/** Rows of an embedding inside a graph. */
export interface GatheredRows {
  /** float32 [batch, positions, columns] */
  readonly rows: string;
  /**
   * A factor for each row [batch, positions], or [1] for all of them, which the graph multiplies into the row's share
   * of the mean; null where the rows need none.
   */
  readonly scale: string | null;
  /** The initializer with the rows of padding and <OOV> where `rows` has zeros instead; null where it has them. */
  readonly exact: string | null;
}

export function partName(weight: string, part: string): string {
  return part === "" ? weight : `${weight}.${part}`;
}

/** The part that holds the rows of padding and <OOV> in float32. */
const EXACT = "exact";

export function exactPart(exact: Float32Array): StoredPart {
  return { part: EXACT, type: "float32", dims: [SPECIAL_ROWS, exact.length / SPECIAL_ROWS], data: exact };
}

export function readExact(part: ReadPart): Float32Array {
  return part(EXACT, Float32Array);
}

/** The initializer that `exactPart` becomes. */
export function exactName(weight: string): string {
  return partName(weight, EXACT);
}

/** Sets the first rows of dequantized weights to those that were kept in float32. @returns `values` */
export function withExactRows(values: Float32Array, exact: Float32Array): Float32Array {
  values.set(exact);
  return values;
}
