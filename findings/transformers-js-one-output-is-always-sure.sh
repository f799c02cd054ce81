#!/usr/bin/env bash
# One would expect: a text classifier with one output (a yes-or-no head trained with binary cross-entropy, or a cross-encoder that scores pairs) gets the
# sigmoid of that output from `pipeline("text-classification")`, as in Python's transformers (pull request 7726 of 2020: where num_labels is 1).
#
# What happens: transformers.js takes the softmax over the one output, which is 1 whatever the model says. Every text has a score of exactly 1: no threshold
# rejects any, and a ranking by score keeps the order that it was given. Only a config.json with `"problem_type": "multi_label_classification"`, though
# there is one label, gives the sigmoid. With `"regression"`, where Python gives the number itself, the score is 1 as well.
#
# @huggingface/transformers 4.3.2 on Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @huggingface/transformers@4.3.2 onnx-buf@1.20.0-1 @bufbuild/protobuf@2.17.0
cat > see.mjs <<'JS'
import { mkdirSync, writeFileSync } from "node:fs";
import { create, toBinary } from "@bufbuild/protobuf";
import { env, pipeline } from "@huggingface/transformers";
import { ModelProtoSchema } from "onnx-buf";

env.allowRemoteModels = false;
env.localModelPath = "./models/";
const [FLOAT, INT64] = [1, 7];
const LOGITS = { awful: -4, dull: -1, great: 4 };
const value = (name, elemType, ...names) => {
  const dim = names.map((one) => ({ value: { case: "dimParam", value: one } }));
  return { name, type: { value: { case: "tensorType", value: { elemType, shape: { dim } } } } };
};
/** The logit of a text is the mean of its words' numbers. */
const model = create(ModelProtoSchema, {
  irVersion: 8n,
  opsetImport: [{ domain: "", version: 17n }],
  graph: {
    name: "words",
    initializer: [{ name: "table", dataType: FLOAT, dims: [5n], floatData: [0, 0, ...Object.values(LOGITS)] }],
    node: [
      { opType: "Gather", input: ["table", "input_ids"], output: ["numbers"] },
      { opType: "ReduceMean", input: ["numbers"], output: ["logits"], attribute: [{ name: "axes", type: 7, ints: [1n] }] },
    ],
    input: [value("input_ids", INT64, "texts", "ids")],
    output: [value("logits", FLOAT, "texts", "outputs")],
  },
});
const vocab = Object.fromEntries(["[PAD]", "[UNK]", ...Object.keys(LOGITS)].map((word, id) => [word, id]));
async function scores(problem) {
  const name = problem ?? "none";
  mkdirSync(`models/${name}/onnx`, { recursive: true });
  const write = (file, content) => writeFileSync(`models/${name}/${file}`, JSON.stringify(content));
  write("tokenizer.json", {
    version: "1.0", truncation: null, padding: null, added_tokens: [], normalizer: null, post_processor: null, decoder: null,
    pre_tokenizer: { type: "WhitespaceSplit" }, model: { type: "WordLevel", vocab, unk_token: "[UNK]" },
  });
  write("tokenizer_config.json", { tokenizer_class: "PreTrainedTokenizerFast", pad_token: "[PAD]", unk_token: "[UNK]" });
  write("config.json", { model_type: "bert", num_labels: 1, id2label: { 0: "POSITIVE" }, label2id: { POSITIVE: 0 }, problem_type: problem });
  writeFileSync(`models/${name}/onnx/model.onnx`, toBinary(ModelProtoSchema, model));
  const classify = await pipeline("text-classification", name, { dtype: "fp32", device: "cpu" });
  const found = (await classify(Object.keys(LOGITS))).map(({ score }) => score);
  console.log(`problem_type ${name}: ${found.map((score) => score.toFixed(3)).join(", ")}`);
  return found;
}
const sigmoids = Object.values(LOGITS).map((logit) => 1 / (1 + Math.exp(-logit)));
console.log(`${Object.keys(LOGITS).join(", ")}: the sigmoid of the output is ${sigmoids.map((score) => score.toFixed(3)).join(", ")}`);
const alike = [undefined, "single_label_classification", "regression"];
const found = [];
for (const problem of alike) found.push(...(await scores(problem)));
const sure = found.every((score) => score === 1);
const right = (await scores("multi_label_classification")).every((score, row) => Math.abs(score - sigmoids[row]) < 1e-3);
console.log(sure && right ? "seen as described" : "this has changed");
process.exit(sure && right ? 0 : 1);
JS
node see.mjs
