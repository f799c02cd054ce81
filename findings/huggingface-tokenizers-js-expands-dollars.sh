#!/usr/bin/env bash
# One would expect: the normalizer {"type": "Replace", "pattern": {"String": "usd"}, "content": "$$"} writes two dollar signs, and the pre-tokenizer
# Digits parts every digit from what is beside it, in JavaScript as in Rust.
#
# What happens: JavaScript's package hands the content to String.replaceAll, where "$$" stands for one dollar sign (and "$&" for what was found), so a text
# about prices gets other ids than in Rust. Its Digits knows 0 to 9 alone: the Arabic digits of "a٣٤" stay one token, for which it then
# has no id at all, where Rust finds three. Neither is an error. Escape dollars before the file is read, and compare with Rust's ids.
#
# @huggingface/tokenizers 0.2.0 and tokenizers 0.23.2 (Rust) on Node.js 20.20.2; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @huggingface/tokenizers@0.2.0 tokenizers@0.23.2
cat > see.mjs <<'JS'
import { Tokenizer } from "@huggingface/tokenizers";
import rust from "tokenizers";

const file = ({ normalizer = null, preTokenizer, vocab }) => ({
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer,
  pre_tokenizer: preTokenizer,
  post_processor: null,
  decoder: null,
  model: { type: "WordLevel", vocab: { "?": 0, ...vocab }, unk_token: "?" },
});
const dollars = file({
  normalizer: { type: "Replace", pattern: { String: "usd" }, content: "$$" },
  preTokenizer: { type: "WhitespaceSplit" },
  vocab: { $: 1, $$: 2 },
});
const digits = file({ preTokenizer: { type: "Digits", individual_digits: true }, vocab: { a: 1, "٣": 2, "٤": 3 } });
const idsOf = async (json, text) => ({
  javascript: new Tokenizer(json, {}).encode(text).ids,
  rust: (await rust.Tokenizer.fromString(JSON.stringify(json)).encode(text)).getIds(),
});

const seen = [await idsOf(dollars, "usd"), await idsOf(digits, "a٣٤")];
console.log('usd, replaced by "$$":', seen[0]);
console.log("a٣٤, cut at digits:   ", seen[1]);
const asSeen = JSON.stringify(seen) === '[{"javascript":[1],"rust":[2]},{"javascript":[null],"rust":[1,2,3]}]';
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
