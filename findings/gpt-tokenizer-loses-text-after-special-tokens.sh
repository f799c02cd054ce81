#!/usr/bin/env bash
# One would expect: gpt-tokenizer, "a port of OpenAI's tiktoken", gives tiktoken's ids when special tokens are allowed: each <|endoftext|> between packed
# documents, and each marker of a fill-in-the-middle prompt, is one id. And whatever the ids are, decoding them gives the text back.
#
# What happens: only a special token at the very beginning of the text becomes its id. Any other is spelled out in ordinary tokens, <|endoftext|> in seven,
# so three short documents with two separators count 17 tokens instead of 5, and isWithinTokenLimit refuses them at 12. Where one special token follows
# another, text is lost: two of them and "three words here" decode to three of them and "ere". Nothing is raised. The search goes wrong twice: its regular
# expression is sticky ("y"), so it matches at the place where the search begins or not at all, where "g" was meant; and the index of a match, which counts
# from the beginning of the text, is added to the place where the search began, so the second token is taken to be twice as far on, and as many characters
# as it has are skipped there. The package's own tests miss both: they decode the ids of one token amid text, and compare the counts with each other. The
# example in its README, which promises that a text ends in one such id, throws as it stands (its option is called allowedSpecial), and otherwise ends in
# six ordinary tokens.
#
# gpt-tokenizer 4.0.0 against tiktoken 1.0.22 (OpenAI's Rust as WebAssembly) on Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent gpt-tokenizer@4.0.0 tiktoken@1.0.22
cat > see.mjs <<'JS'
import { throws } from "node:assert";
import { countTokens, decode, encode, isWithinTokenLimit } from "gpt-tokenizer/encoding/cl100k_base";
import { get_encoding } from "tiktoken";

const openai = get_encoding("cl100k_base");
const END = "<|endoftext|>";
const all = { allowedSpecial: "all" };
const checks = [];
const compare = (text, tokens, openaisTokens, decoded = text) => {
  const ids = encode(text, all);
  const openaisIds = openai.encode(text, "all");
  const openaisText = new TextDecoder().decode(openai.decode(openaisIds));
  console.log(`${text}\n  tiktoken:      ${openaisIds.length} tokens, decoded ${openaisText}`);
  console.log(`  gpt-tokenizer: ${ids.length} tokens, decoded ${decode(ids)}`);
  checks.push(ids.length === tokens, countTokens(text, all) === tokens, decode(ids) === decoded);
  checks.push(openaisIds.length === openaisTokens, openaisText === text);
};

compare(`${END}one document`, 3, 3);
const packed = `first${END}second${END}third`;
compare(packed, 17, 5);
compare("<|fim_prefix|>a = <|fim_suffix|>;<|fim_middle|>", 16, 7);
compare(`${END}${END}three words here`, 10, 5, `${END}${END}${END}ere`);
const fits = isWithinTokenLimit(packed, 12, all);
console.log("the packed documents are within 12 tokens, says gpt-tokenizer:", fits);

const example = "Some Text <|endofprompt|>";
const promised = [8538, 2991, 220, 100276];
const allowed = new Set(["<|endofprompt|>"]);
throws(() => encode(example, { allowedSpecialTokens: allowed }), /Disallowed special token/);
const ids = encode(example, { allowedSpecial: allowed });
console.log(`${example}\n  its README: ${promised}\n  tiktoken:   ${openai.encode(example, "all")}\n  it gives:   ${ids}`);
checks.push(fits === false, `${openai.encode(example, "all")}` === `${promised}`, ids.length === 8, !ids.includes(100276));
const asSeen = checks.every(Boolean);
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
