#!/usr/bin/env bash
# One would expect: to put a new head on a pretrained classifier, load it, set `base.trainable = false`, and build `sequential({ layers: [base, head] })`:
# only the head learns. summary() and the `trainableWeights` of both models say so.
#
# What happens: the base is trained with the head, and its pretrained weights are lost. A Sequential takes over the inputs and outputs of a model that
# comes first in it, so the graph it trains holds the base's layers, not the base. A model's `trainable = false` leaves its layers' own flags on and only
# marks their weights, and a Sequential marks them all as trainable again whenever it is built, which `compile` does each time; freezing after that, and
# compiling again, does not help. Nothing warns of it: summary() and trainableWeights ask the base, which still calls itself frozen. Looking can even hide
# it: summary() builds a base that is a Sequential and has not been used yet, which marks its weights as frozen once more, and only then `fit` warns of a
# discrepancy. A base that comes second, or is in a functional model, does stay frozen. Set `trainable` to false on each layer of the base instead. (Issue
# 1545 of tensorflow/tfjs brought the marks in 2019; this is not found among the issues. Keras once had it as well, its issue 9157 of 2018.)
#
# @tensorflow/tfjs-core, @tensorflow/tfjs-layers and @tensorflow/tfjs-backend-cpu 4.22.0 on Node.js 20.20.2; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > see.mjs <<'JS'
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { layers, loadLayersModel, model as functional, sequential } from "@tensorflow/tfjs-layers";

const dense = (more) => layers.dense({ units: 1, kernelInitializer: "ones", useBias: false, ...more });
const text = tf.ones([1, 1]);
const answerOf = (base) => base.predict(text).dataSync()[0];
let saved;
const keep = tf.io.withSaveHandler(async (artifacts) => {
  saved = artifacts;
  return { modelArtifactsInfo: {} };
});
await sequential({ layers: [dense({ inputShape: [1] })] }).save(keep);

function freeze(frozen) {
  frozen.trainable = false;
  return frozen;
}

function compile(model) {
  model.compile({ loss: "meanSquaredError", optimizer: tf.train.sgd(0.1) });
  return model;
}

function freezeLate(base) {
  const model = compile(sequential({ layers: [base, dense()] }));
  freeze(base);
  return compile(model);
}

function freezeLayers(base) {
  for (const layer of base.layers) freeze(layer);
  return compile(sequential({ layers: [base, dense()] }));
}

const first = (base) => compile(sequential({ layers: [freeze(base), dense()] }));
const second = (base) => compile(sequential({ layers: [layers.reshape({ inputShape: [1], targetShape: [1] }), freeze(base), dense()] }));
const inFunctional = (base) => compile(functional({ inputs: freeze(base).inputs, outputs: dense().apply(base.outputs[0]) }));
/** What is built, whether the base has been used before, whether summary() is called before training, and whether the base then learns. */
const ways = [
  ["base frozen, first in a Sequential", first, true, true, true],
  ["the same, the base not used yet", first, false, false, true],
  ["the same, not used yet, and summary() called", first, false, true, false],
  ["base frozen after compile, and compiled again", freezeLate, true, true, true],
  ["base's layers frozen, first in a Sequential", freezeLayers, true, true, false],
  ["base frozen, second in a Sequential", second, true, true, false],
  ["base frozen, in a functional model", inFunctional, true, true, false],
];

let asSeen = true;
for (const [way, build, used, summarized, learns] of ways) {
  const base = await loadLayersModel(tf.io.fromMemory(saved));
  if (used) asSeen &&= answerOf(base) === 1;
  const model = build(base);
  const lines = [];
  if (summarized) model.summary(undefined, undefined, (line) => lines.push(line));
  const promised = lines.find((line) => line.startsWith("Trainable params")) ?? "summary() not called";
  await model.fit(text, tf.fill([1, 1], 4), { epochs: 20, verbose: 0 });
  const answer = answerOf(base);
  console.log(`${way}: ${promised}; the base's answer to a text was 1 and is ${answer.toFixed(2)}`);
  asSeen &&= model.trainableWeights.length === 1 && (!summarized || promised === "Trainable params: 1") && (learns ? answer > 1.9 : answer === 1);
}
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
