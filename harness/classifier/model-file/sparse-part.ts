import type { GraphBuilder } from "../../base/onnx/graph-builder.ts";
import { dataType } from "../../base/onnx/proto.ts";
import type { PartArray, StoredPart } from "../quantizations/stored-form.ts";

/** Bytes of the nodes that lay a part out, rounded up. */
const NODE_BYTES = 1000;

/** A part whose elements mostly stand for weights of 0, as the file holds it where that is smaller. */
export interface SparsePart {
  /** Elements of the whole part. */
  readonly length: number;
  /** A bit for each element, least significant first: 1 where the element is among the values. */
  readonly mask: Uint8Array;
  /** The element that the mask leaves out, then all others in their order. */
  readonly values: PartArray;
}

/** The names of the two initializers that hold a sparse part. */
export function sparseNames(name: string): { readonly mask: string; readonly values: string } {
  return { mask: `${name}.mask`, values: `${name}.values` };
}

/** The part as a mask and the values that it keeps; null where that does not make the file smaller. */
export function toSparsePart({ data, zero = 0 }: StoredPart): SparsePart | null {
  const others = countOthers(data, zero);
  const mask = new Uint8Array(Math.ceil(data.length / 8));
  if (mask.length + (1 + others) * data.BYTES_PER_ELEMENT + NODE_BYTES >= data.byteLength) return null;
  const values = data.slice(0, 1 + others);
  values[0] = zero;
  let next = 1;
  for (let index = 0; index < data.length; index += 1) {
    const element = data[index]!;
    if (Object.is(element, zero)) continue;
    mask[index >> 3]! |= 1 << (index & 7);
    values[next] = element;
    next += 1;
  }
  return { length: data.length, mask, values };
}

/** Compared as Object.is does: a weight of -0 comes back as -0. */
function countOthers(data: PartArray, zero: number): number {
  let count = 0;
  for (let index = 0; index < data.length; index += 1) {
    if (!Object.is(data[index], zero)) count += 1;
  }
  return count;
}

/** Writes a sparse part's elements into an array of its length. */
export function fillFromSparse(whole: PartArray, { mask, values }: Pick<SparsePart, "mask" | "values">): void {
  let next = 1;
  for (let index = 0; index < whole.length; index += 1) {
    const isHere = ((mask[index >> 3]! >> (index & 7)) & 1) === 1;
    whole[index] = values[isHere ? next : 0]!;
    if (isHere) next += 1;
  }
}

/**
 * Nodes that lay a sparse part out under its name. All of them read only constants: ONNX Runtime runs them once, when
 * it loads the file, and keeps the whole part, so only the file gets smaller. ONNX' own sparse initializers index every
 * value by an int64, which takes more than a bit per weight unless fewer than one in 64 is left.
 */
export function layOut(graph: GraphBuilder, name: string, { type, dims }: StoredPart, sparse: SparsePart): void {
  const names = sparseNames(name);
  graph.weight(names.mask, "uint8", [sparse.mask.length, 1], sparse.mask);
  graph.weight(names.values, type, [sparse.values.length], sparse.values);
  const shift = (value: string, by: string, direction: "LEFT" | "RIGHT") =>
    graph.node("BitShift", [value, by], { direction });
  // Bit k of a byte: up to the top, which drops the bits above, and down again.
  const bits = shift(shift(names.mask, graph.bytes(7, 6, 5, 4, 3, 2, 1, 0), "LEFT"), graph.bytes(7), "RIGHT");
  const flat = graph.node("Reshape", [bits, graph.integers([-1])]);
  const isHere = graph.node("Cast", [flat], { to: dataType("int32") });
  const ordinal = graph.node("CumSum", [isHere, graph.integers([0])]);
  const place = graph.node("Mul", [ordinal, isHere]);
  const whole = graph.node("Slice", [place, graph.integers([0]), graph.integers([sparse.length])]);
  const elements = graph.node("Gather", [names.values, whole], { axis: 0n });
  graph.node("Reshape", [elements, graph.integers(dims)], {}, name);
}
