#!/usr/bin/env bash
# One would expect: `tf.cast(ids, "bool")` is true for every id but 0, as in TensorFlow, numpy and TF.js' own cpu backend, so that it masks padding, and its
# sum counts a text's words.
#
# What happens: on the wasm backend the cast keeps each number's lowest byte. Ids that are multiples of 256 become false: the words 256, 512 and so on
# vanish as if they were padding. The others keep their byte, a "bool" of 3 or 255, so that the sum over the mask adds up bytes where it should count words,
# and a masked mean is divided by that. 0.5 is false, too. The kernel copies the numbers into a Uint8Array, which cuts off what does not fit.
# `tf.notEqual(ids, 0)` is right on both backends. (Issue 2590 of tensorflow/tfjs noted failing tests of this cast in 2019, and was closed as inactive.)
#
# @tensorflow/tfjs-core and its backends cpu and wasm 4.22.0 on Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat > see.mjs <<'JS'
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

const main = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
setWasmPaths(join(dirname(main), "dist/"));
const ids = [3, 255, 256, 257, 512, 0];

/** What a backend makes of the ids and of 0.5. */
async function on(backend) {
  if (!(await tf.setBackend(backend))) throw new Error(`no backend ${backend}`);
  const words = tf.tensor1d(ids, "int32");
  const mask = tf.cast(words, "bool");
  return {
    mask: [...mask.dataSync()].join(" "),
    words: tf.sum(mask).dataSync()[0],
    "0.5": tf.cast(tf.scalar(0.5), "bool").dataSync()[0],
    notEqual: [...tf.notEqual(words, 0).dataSync()].join(" "),
  };
}
const cpu = await on("cpu");
const wasm = await on("wasm");
console.log(`ids: ${ids.join(" ")}`);
for (const [backend, { mask, words, ...others }] of Object.entries({ cpu, wasm }))
  console.log(`${backend}: cast to bool ${mask}, which sums to ${words} words; 0.5 is ${others["0.5"]}; notEqual ${others.notEqual}`);
const right = { mask: "1 1 1 1 1 0", words: 5, "0.5": 1, notEqual: "1 1 1 1 1 0" };
const asSeen =
  JSON.stringify(cpu) === JSON.stringify(right) &&
  JSON.stringify(wasm) === JSON.stringify({ ...right, mask: "3 255 0 1 0 0", words: 259, "0.5": 0 });
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
