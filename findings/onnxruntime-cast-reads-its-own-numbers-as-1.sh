#!/usr/bin/env bash
# One would expect: Cast of ONNX writes a number as a text that Cast can read again, as its specification says: "plain floating-point representation", such
# as 314.15926, is written, and 1E8 can be read as well as 1000. At least 1E8 is a hundred million, or an error.
#
# What happens: from a hundred million up ONNX Runtime writes floats with an exponent, in eight digits ("%.8g" in C); for integers it reads digits until
# something else comes (std::stoll), and does not look at the rest. So 100,000,000 in a float32 column, such as the id of an account in a matrix of
# features, is 1e+08 as a text, and that is 1 as an int64, as are all ids up to 199,999,999. Cast at once, the number is right, and so is the text as a
# float32. Looked up in a list of texts (LabelEncoder), the id is not found and counts as unknown, where the same id from an int64 column is found; and two
# ids can be one text. Texts from outside go the same way, without a word: "1,234" and "1E8" are 1, "2026-12-01" is 2026. (For integers the specification
# calls what is no whole number undefined.) onnxruntime-web does the same. Cast floats to int64 before they become texts. (The eight digits were chosen in
# pull request 1210 of microsoft/onnxruntime. How integers are read was not found among its issues.)
#
# onnxruntime-node and onnxruntime-web 1.30.0, Node.js 20.20.2, linux x64; seen 2026-12-01.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ORT_DISABLE_TELEMETRY=1
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { create, toBinary } from "@bufbuild/protobuf";
import { AttributeProto_AttributeType as Kind, ModelProtoSchema, TensorProto_DataType as Type } from "onnx-buf";
import * as native from "onnxruntime-node";
import * as web from "onnxruntime-web";

const NAMES = { float32: Type.FLOAT, int64: Type.INT64, string: Type.STRING };
const UNKNOWN = -1n;
const value = (name, elemType) => ({
  name,
  type: { value: { case: "tensorType", value: { elemType, shape: { dim: [{ value: { case: "dimParam", value: "n" } }] } } } },
});
const cast = (type) => ({ opType: "Cast", attribute: [{ name: "to", type: Kind.INT, i: BigInt(NAMES[type]) }] });
/** Finds texts in a list of one, as a categorical feature is encoded: 7 for that one. */
const lookup = (text) => ({
  opType: "LabelEncoder",
  domain: "ai.onnx.ml",
  attribute: [
    { name: "keys_strings", type: Kind.STRINGS, strings: [Buffer.from(text)] },
    { name: "values_int64s", type: Kind.INTS, ints: [7n] },
    { name: "default_int64", type: Kind.INT, i: UNKNOWN },
  ],
});

/** What the nodes, one after the other, make of the data. */
async function run(library, data, from, to, ...nodes) {
  const graph = {
    name: "graph",
    node: nodes.map((node, index) => ({ ...node, input: [`v${index}`], output: [`v${index + 1}`] })),
    input: [value("v0", NAMES[from])],
    output: [value(`v${nodes.length}`, NAMES[to])],
  };
  const opsetImport = [{ domain: "", version: 21n }, { domain: "ai.onnx.ml", version: 2n }];
  const session = await library.InferenceSession.create(toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 10n, opsetImport, graph })));
  const result = await session.run({ v0: new library.Tensor(from, data, [data.length]) });
  return [...result[`v${nodes.length}`].data].join(" ");
}

const IDS = [99_999_992, 100_000_000, 100_000_016, 100_000_024];
const TEXTS = ["1000", "1E8", "1,234", "2026-12-01", "12a"];
const seen = [];
for (const [name, library] of Object.entries({ "onnxruntime-node": native, "onnxruntime-web": web })) {
  const written = await run(library, IDS, "float32", "string", cast("string"));
  const there = await run(library, IDS, "float32", "int64", cast("int64"));
  const back = await run(library, IDS, "float32", "int64", cast("string"), cast("int64"));
  const texts = await run(library, TEXTS, "string", "int64", cast("int64"));
  const floats = await run(library, TEXTS.slice(0, 2), "string", "float32", cast("float32"));
  const ids = await run(library, IDS.map(BigInt), "int64", "int64", cast("string"), lookup("100000000"));
  const lost = await run(library, IDS, "float32", "int64", cast("string"), lookup("100000000"));
  console.log(`${name}: the floats ${IDS.join(" ")} are ${there} as int64, ${written} as texts, and these are ${back} as int64`);
  console.log(`  "100000000" is found as ${ids} among int64, as ${lost} among float32`);
  console.log(`  ${TEXTS.join(" ")} are ${texts} as int64, the first two ${floats} as float32`);
  seen.push([written, there, back, texts, floats, ids, lost].join(";"));
}
const WANTED = [
  "99999992 1e+08 1.0000002e+08 1.0000002e+08", "99999992 100000000 100000016 100000024", "99999992 1 1 1",
  "1000 1 1 2026 12", "1000 100000000", "-1 7 -1 -1", "-1 -1 -1 -1",
].join(";");
process.exit(seen.every((one) => one === WANTED) ? 0 : 1);
JS
node see.mjs
