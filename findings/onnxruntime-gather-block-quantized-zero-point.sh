#!/usr/bin/env bash
# One would expect: GatherBlockQuantized (com.microsoft) without a zero point gives the same weights whether 4-bit codes are stored as a
# uint4 tensor or as the same bytes in a uint8 tensor with bits = 4: both describe the same codes in the same order.
#
# What happens: the missing zero point means 0 for uint4 and 8 for uint8. The same bytes decode to weights that are 8 scales apart, and
# nothing is reported. Always store the zero point.
#
# onnxruntime-node 1.30.0, linux x64; seen 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { create, toBinary } from "@bufbuild/protobuf";
import { AttributeProto_AttributeType, ModelProtoSchema, TensorProto_DataType } from "onnx-buf";
import { InferenceSession, Tensor } from "onnxruntime-node";

const { UINT4, UINT8, FLOAT } = TensorProto_DataType;
const int = (name, value) => ({ name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
const shape = (elemType, dims) => ({
  value: { case: "tensorType", value: { elemType, shape: { dim: dims.map((size) => ({ value: { case: "dimValue", value: BigInt(size) } })) } } },
});
// One row of 32 codes: 0, 1, 2, … 15 twice; the low nibble comes first.
const bytes = Uint8Array.from({ length: 16 }, (_, pair) => ((2 * pair) % 16) | (((2 * pair + 1) % 16) << 4));

async function decoded(dataType, dims, extra) {
  const model = create(ModelProtoSchema, {
    irVersion: 10n,
    opsetImport: [{ domain: "", version: 21n }, { domain: "com.microsoft", version: 1n }],
    graph: {
      name: "gather",
      node: [
        {
          opType: "GatherBlockQuantized",
          domain: "com.microsoft",
          input: ["codes", "row", "scales"],
          output: ["weights"],
          attribute: [int("gather_axis", 0), int("quantize_axis", 1), int("block_size", 16), ...extra],
        },
      ],
      initializer: [
        { name: "codes", dataType, dims: dims.map(BigInt), rawData: bytes },
        { name: "scales", dataType: FLOAT, dims: [1n, 2n], rawData: new Uint8Array(Float32Array.of(1, 1).buffer) },
      ],
      input: [{ name: "row", type: shape(7, [1]) }],
      output: [{ name: "weights", type: shape(1, [1, 32]) }],
    },
  });
  const session = await InferenceSession.create(toBinary(ModelProtoSchema, model));
  const { weights } = await session.run({ row: new Tensor("int64", BigInt64Array.of(0n), [1]) });
  return [...weights.data].slice(0, 16);
}
const uint4 = await decoded(UINT4, [1, 32], []);
const uint8 = await decoded(UINT8, [1, 16], [int("bits", 4)]);
console.log(`codes 0 to 15, scale 1, as uint4: ${uint4.join(" ")}`);
console.log(`the same bytes as uint8, bits 4:   ${uint8.join(" ")}`);
const asSeen = uint4.every((weight, code) => weight === code) && uint8.every((weight, code) => weight === code - 8);
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
