#!/usr/bin/env bash
# One would expect: a tokenizer.json means the same to Hugging Face's tokenizers in JavaScript as in Rust and Python: the truncation,
# padding and unknown token that the file asks for are applied, and a Split that removes spaces removes them.
#
# What happens: the JavaScript package reads the file without complaint and ignores the first three. A text of three words with truncation
# to two gives three ids, padding to five adds none, and a word outside the vocabulary gets no id at all (undefined), although the model
# names its unk_token. Split with the behavior "Removed" keeps each space as a token of its own. Apply all of this yourself, and
# compare with Rust's ids.
#
# @huggingface/tokenizers 0.2.0 on Node.js 20.20.2; seen 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @huggingface/tokenizers@0.2.0
cat > see.mjs <<'JS'
import { Tokenizer } from "@huggingface/tokenizers";

const SPACES = { type: "Split", pattern: { String: " " }, behavior: "Removed", invert: false };
const file = (truncation, padding, preTokenizer = { type: "WhitespaceSplit" }) => ({
  version: "1.0",
  truncation,
  padding,
  added_tokens: [],
  normalizer: { type: "Lowercase" },
  pre_tokenizer: preTokenizer,
  post_processor: null,
  decoder: null,
  model: { type: "WordLevel", vocab: { "": 0, "<OOV>": 1, the: 2, senate: 3, voted: 4 }, unk_token: "<OOV>" },
});
const cut = { direction: "Right", max_length: 2, strategy: "LongestFirst", stride: 0 };
const filled = { strategy: { Fixed: 5 }, direction: "Left", pad_to_multiple_of: null, pad_id: 0, pad_type_id: 0, pad_token: "" };
const idsOf = (json, text) => new Tokenizer(json, {}).encode(text).ids;

const truncated = idsOf(file(cut, null), "The senate voted");
const padded = idsOf(file(null, filled), "The senate voted");
const unknown = idsOf(file(null, null), "The parliament voted");
const split = idsOf(file(null, null, SPACES), "The senate voted");
console.log("truncated to 2:         ", truncated);
console.log("padded to 5:            ", padded);
console.log("a word it does not know:", unknown);
console.log("spaces removed by Split:", split);
const asSeen = truncated.length === 3 && padded.length === 3 && unknown.length === 3 && unknown[1] === undefined && split.length === 5;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
