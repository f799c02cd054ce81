#!/usr/bin/env bash
# One would expect: `{"type": "Lowercase"}` in a tokenizer.json is the lower case that the vocabulary was made with. Python's str.lower (which
# Keras' Tokenizer calls) and JavaScript's toLowerCase agree with Unicode on Greek: a capital sigma at the end of a word becomes ς.
#
# What happens: the Rust library lowers one character at a time, so that ΟΔΟΣ becomes οδοσ, which is no word of the vocabulary that has
# οδος: written in capitals, every Greek word in -ς is unknown, in Rust and Python only. The JavaScript library gives its id for the same
# file. A Replace of the capital sigma at the end of words in front of Lowercase makes both right.
#
# tokenizers 0.23.2 for Python 3, @huggingface/tokenizers 0.2.0 on Node.js 20.20.2; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv peers
peers/bin/pip install --quiet --disable-pip-version-check --only-binary :all: --no-deps tokenizers==0.23.2
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @huggingface/tokenizers@0.2.0
cat > tokenizer.json <<'JSON'
{
  "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
  "normalizer": { "type": "Lowercase" }, "pre_tokenizer": { "type": "WhitespaceSplit" }, "post_processor": null, "decoder": null,
  "model": { "type": "WordLevel", "vocab": { "<OOV>": 0, "οδος": 1 }, "unk_token": "<OOV>" }
}
JSON
cat > see.py <<'PY'
import json
from tokenizers import Tokenizer

file = Tokenizer.from_file("tokenizer.json")
print(json.dumps([file.encode("ΟΔΟΣ").ids, "ΟΔΟΣ".lower() == "οδος"]))
PY
cat > see.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";

const javascript = new Tokenizer(JSON.parse(readFileSync("tokenizer.json", "utf8")), {}).encode("ΟΔΟΣ").ids;
const [rust, pythonLowers] = JSON.parse(execFileSync("peers/bin/python", ["see.py"], { encoding: "utf8" }));
const javascriptLowers = "ΟΔΟΣ".toLowerCase() === "οδος";
console.log(`ΟΔΟΣ is οδος in lower case: Python ${pythonLowers}, JavaScript ${javascriptLowers}`);
console.log(`id in JavaScript: ${javascript}; in Rust: ${rust} (0 is <OOV>)`);
const asSeen = pythonLowers && javascriptLowers && javascript[0] === 1 && rust[0] === 0;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
