import { dataType } from "../../../base/onnx/proto.ts";
import { exactPart, type OnnxStorage, partName } from "../stored-form.ts";

/** Adds 8 to every code, so that a nibble is not negative. */
const OFFSET = 8;
/** Two codes of 0. */
const ZERO_PAIR = (OFFSET << 4) | OFFSET;

/**
 * Two codes a byte, taken apart with shifts: faster here than GatherBlockQuantized, and plain ONNX. With one block a
 * row its scale moves into the row's weight in the mean; with more, each block is scaled in place.
 */
export const int4Blocks: OnnxStorage<"int4-blocks"> = {
  kind: "int4-blocks",
  parts: ({ shape: [rows, columns], blockSize, packed, scales, exact }) => [
    { part: "packed", type: "uint8", dims: [rows, Math.ceil(columns / 2)], data: packed, zero: ZERO_PAIR },
    { part: "scales", type: "float32", dims: [rows, Math.ceil(columns / blockSize)], data: scales },
    exactPart(exact),
  ],
  options: ({ blockSize }) => ({ blockSize }),
  read: (part, shape, options) => ({
    kind: "int4-blocks",
    shape: shape as [number, number],
    blockSize: options.blockSize!,
    packed: part("packed", Uint8Array),
    scales: part("scales", Float32Array),
    exact: part("exact", Float32Array),
  }),
  gather: (graph, name, ids, { shape: [, columns], blockSize }) => {
    const bytes = graph.node("Gather", [partName(name, "packed"), ids], { axis: 0n });
    const scales = graph.node("Gather", [partName(name, "scales"), ids], { axis: 0n });
    const four = graph.bytes(4);
    const shift = (value: string, direction: "LEFT" | "RIGHT") => graph.node("BitShift", [value, four], { direction });
    // A left shift drops the high nibble, a right shift brings the low one back.
    const even = shift(shift(bytes, "LEFT"), "RIGHT");
    const odd = shift(bytes, "RIGHT");
    const last = graph.integers([-1]);
    const pairs = graph.node(
      "Concat",
      [even, odd].map((value) => graph.node("Unsqueeze", [value, last])),
      { axis: -1n },
    );
    const padded = Math.ceil(columns / 2) * 2;
    const nibbles = graph.node("Reshape", [pairs, graph.integers([0, 0, padded])]);
    const floats = graph.node("Cast", [nibbles], { to: dataType("float32") });
    const signed = graph.node("Sub", [floats, graph.float(OFFSET)]);
    const codes =
      padded === columns
        ? signed
        : graph.node("Slice", [signed, graph.integers([0]), graph.integers([columns]), graph.integers([2])]);
    const blocks = Math.ceil(columns / blockSize);
    if (blocks === 1) return { rows: codes, scale: graph.node("Squeeze", [scales, last]) };
    // [batch, positions, blocks] -> each scale blockSize times in a row.
    const spread = graph.node("Expand", [
      graph.node("Unsqueeze", [scales, last]),
      graph.integers([1, 1, 1, blockSize]),
    ]);
    const wide = graph.node("Reshape", [spread, graph.integers([0, 0, blocks * blockSize])]);
    const fitted = graph.node("Slice", [wide, graph.integers([0]), graph.integers([columns]), graph.integers([2])]);
    return { rows: graph.node("Mul", [codes, fitted]), scale: null };
  },
};
