import { dataType } from "../../../base/onnx/proto.ts";
import { exactName, exactPart, partName, readExact, type StoredForm } from "../stored-form.ts";
import { dequantizeInt4Blocks, type Int4BlocksTensor, NIBBLE_OFFSET } from "./stored.ts";

/** Two codes of 0. */
const ZERO_PAIR = (NIBBLE_OFFSET << 4) | NIBBLE_OFFSET;

/**
 * Two codes per byte, taken apart with shifts: faster here than GatherBlockQuantized, and plain ONNX. With one block
 * per row its scale moves into the row's share of the mean; with more, each block is scaled in place.
 */
export const int4BlocksForm: StoredForm<Int4BlocksTensor> = {
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
    exact: readExact(part),
  }),
  dequantize: dequantizeInt4Blocks,
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
    const signed = graph.node("Sub", [floats, graph.float(NIBBLE_OFFSET)]);
    const codes =
      padded === columns
        ? signed
        : graph.node("Slice", [signed, graph.integers([0]), graph.integers([columns]), graph.integers([2])]);
    const blocks = Math.ceil(columns / blockSize);
    if (blocks === 1) return { rows: codes, scale: graph.node("Squeeze", [scales, last]), exact: exactName(name) };
    // [batch, positions, blocks] -> each scale blockSize times in a row.
    const spread = graph.node("Expand", [
      graph.node("Unsqueeze", [scales, last]),
      graph.integers([1, 1, 1, blockSize]),
    ]);
    const wide = graph.node("Reshape", [spread, graph.integers([0, 0, blocks * blockSize])]);
    const fitted = graph.node("Slice", [wide, graph.integers([0]), graph.integers([columns]), graph.integers([2])]);
    return { rows: graph.node("Mul", [codes, fitted]), scale: null, exact: exactName(name) };
  },
};
