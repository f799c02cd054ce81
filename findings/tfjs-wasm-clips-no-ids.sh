#!/usr/bin/env bash
# One would expect: `tf.clipByValue(ids, 0, last)` bounds the ids of words to the vocabulary, and a stridedSlice with step -1 reverses them, on each of TF.js'
# backends, as in TensorFlow: the ids are int32, and stay so.
#
# What happens: on the wasm backend neither does. It clips nothing: 70,000 stays 70,000, though the last word is 9,999. The kernel hands the memory to a clamp
# for float32 (XNNPACK's), for which the bits of 70,000 are a number of 1e-40, well within bounds. A slice with a step other than 1 puts the right bits into a
# tensor that it calls float32: the ids 1, 2 and 3 come back as 1e-45 and so on, a cast makes each of them 0, and all words of the text have the vector of the
# first word. Nothing is raised. Pull request 5662 of tensorflow/tfjs went through the kernels for this in 2021. It gave StridedSlice a loop for int32, but its
# TypeScript still makes a float32 output, and ClipByValue was left out. `tf.minimum` and `tf.maximum` bound ids on both backends. (That this backend's cast to
# bool keeps a byte has another cause.)
#
# @tensorflow/tfjs-core and its backends cpu and wasm 4.22.0 on Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat > see.mjs <<'JS'
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
const seen = {};
for (const backend of ["cpu", "wasm"]) {
  await tf.setBackend(backend);
  await tf.ready();
  const ids = tf.tensor1d([5, 70_000, 9_999, 10_000], "int32");
  const last = tf.scalar(9_999, "int32");
  const reversed = tf.stridedSlice(tf.tensor1d([1, 2, 3], "int32"), [-1], [-4], [-1]);
  const words = tf.tensor1d([0, 10, 20, 30]);
  seen[backend] = {
    clipped: tf.clipByValue(ids, 0, 9_999).dataSync().join(", "),
    bounded: tf.minimum(tf.maximum(ids, tf.scalar(0, "int32")), last).dataSync().join(", "),
    reversed: `${[...reversed.dataSync()].map((id) => Number(id.toPrecision(2))).join(", ")} (${reversed.dtype})`,
    vectors: tf.gather(words, tf.cast(reversed, "int32")).dataSync().join(", "),
  };
  const { clipped, bounded, reversed: backwards, vectors } = seen[backend];
  console.log(`${backend}: 5, 70000, 9999, 10000 clipped to 9999 are ${clipped}, bounded by maximum and minimum ${bounded}`);
  console.log(`${backend}: the ids 1, 2, 3 reversed are ${backwards}, and the vectors 10, 20, 30 found with them ${vectors}`);
}
const { cpu, wasm } = seen;
const right = cpu.clipped === "5, 9999, 9999, 9999" && cpu.reversed === "3, 2, 1 (int32)" && cpu.vectors === "30, 20, 10";
const wrong = wasm.clipped === "5, 70000, 9999, 10000" && wasm.reversed.endsWith("(float32)") && wasm.vectors === "0, 0, 0";
const asSeen = right && wrong && wasm.bounded === cpu.clipped && cpu.bounded === cpu.clipped;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
