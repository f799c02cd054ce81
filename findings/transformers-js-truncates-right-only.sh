#!/usr/bin/env bash
# One would expect: a model folder that says `"truncation_side": "left"` in its tokenizer_config.json keeps the end of a long text in
# transformers.js, as it does in Python's transformers, and as `"padding_side": "left"` in the same file moves the padding; and a `max_length` in the
# call goes before the folder's `model_max_length`, in either direction, as in Python.
#
# What happens: padding goes to the left, truncation stays on the right: the same folder keeps the end of a text in Python and its beginning in
# JavaScript, without a word. A `max_length` above `model_max_length` is cut down to the latter. Where the end matters (Keras' models read
# it by default), cut texts yourself before the tokenizer sees them.
#
# @huggingface/transformers 4.3.2 on Node.js 20.20.2; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @huggingface/transformers@4.3.2
cat > see.mjs <<'JS'
import { mkdirSync, writeFileSync } from "node:fs";
import { AutoTokenizer, env } from "@huggingface/transformers";

env.allowRemoteModels = false;
env.localModelPath = "./models/";
mkdirSync("models/words", { recursive: true });
const write = (name, content) => writeFileSync(`models/words/${name}`, JSON.stringify(content));
write("tokenizer.json", {
  version: "1.0",
  truncation: { direction: "Left", max_length: 2, strategy: "LongestFirst", stride: 0 },
  padding: null,
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: "WhitespaceSplit" },
  post_processor: null,
  decoder: null,
  model: { type: "WordLevel", vocab: { "[PAD]": 0, "[UNK]": 1, the: 2, senate: 3, voted: 4, today: 5 }, unk_token: "[UNK]" },
});
write("tokenizer_config.json", {
  tokenizer_class: "PreTrainedTokenizerFast",
  model_max_length: 2,
  truncation_side: "left",
  padding_side: "left",
  pad_token: "[PAD]",
  unk_token: "[UNK]",
});
const tokenizer = await AutoTokenizer.from_pretrained("words");
const idsOf = (text, options) => JSON.stringify(tokenizer(text, { ...options, return_tensor: false }).input_ids);
const cut = idsOf("the senate voted today", { truncation: true });
const longer = idsOf("the senate voted today", { truncation: true, max_length: 3 });
const padded = idsOf(["the senate", "voted"], { padding: true });
console.log(`truncated to 2, side left:   ${cut} (Python: [4,5])`);
console.log(`truncated with max_length 3: ${longer} (Python: [3,4,5])`);
console.log(`padded, side left:           ${padded}`);
const asSeen = cut === "[2,3]" && longer === "[2,3]" && padded === "[[2,3],[0,4]]";
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
