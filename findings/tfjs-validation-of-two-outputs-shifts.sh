#!/usr/bin/env bash
# One would expect: for a TF.js model with two outputs, say a text's topic and its tone, `evaluate` and the `val_…` entries of `fit` report the same losses
# and metrics, under the same names, as training does. Validated on the training data without learning, each val_x equals x; EarlyStopping on val_loss
# watches the sum.
#
# What happens: `evaluate` gives the running sum of the losses, once for each output, where metricsNames has the total alone. So the loss is that of the
# first output, the first output's own loss is the total, and every later value stands one place too far back: tone_mae is topic's, and the last one has no
# name, so that `fit` drops it. EarlyStopping watches the first output, and does not stop a model whose second one gets worse with every epoch. Training's
# names are right, and so is everything with one output. The cause is makeTestFunction of LayersModel: its loop over the outputs appends the sum so far at
# each turn. (Issue 5941 of tensorflow/tfjs saw a wrong validation accuracy of a third output in 2021, and was closed.) Call predict, and compute the
# metrics yourself.
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
import { callbacks, input, layers, model as modelOf } from "@tensorflow/tfjs-layers";

/** Both outputs begin at 0. */
function compiled(learningRate) {
  const text = input({ shape: [1] });
  const outputs = ["topic", "tone"].map((name) => layers.dense({ units: 1, name, kernelInitializer: "zeros" }).apply(text));
  const model = modelOf({ inputs: text, outputs });
  model.compile({ loss: "meanSquaredError", optimizer: tf.train.sgd(learningRate), metrics: ["mae"] });
  return model;
}

const ones = (times) => tf.fill([4, 1], times);
const texts = ones(1);
// Errors of 2 and 10: squared 4 and 100, together 104.
const targets = [ones(2), ones(10)];
const still = compiled(0);
const validationData = [texts, targets];
const { history } = await still.fit(texts, targets, { epochs: 1, verbose: 0, validationData });
const pairs = still.metricsNames.map((name) => [name, history[name][0], history[`val_${name}`][0]]);
for (const [name, trained, validated] of pairs) console.log(`${name}: ${trained} in training, ${validated} in validation on the same data`);
const evaluated = still.evaluate(texts, targets).map((value) => value.dataSync()[0]);
console.log(`evaluate gives ${evaluated.length} values for ${still.metricsNames.length} names: ${evaluated.join(", ")}`);

// The tone that validation wants is the opposite of the one that is learned.
const opposite = [targets[0], ones(-10)];
const stopping = callbacks.earlyStopping({ monitor: "val_loss", patience: 1 });
const learning = compiled(0.05);
const sum = () => learning.predict(texts).reduce((total, tensor, at) => total + tf.losses.meanSquaredError(opposite[at], tensor).dataSync()[0], 0);
const before = sum();
const { epoch } = await learning.fit(texts, targets, { epochs: 8, verbose: 0, validationData: [texts, opposite], callbacks: stopping });
const after = sum();
console.log(`EarlyStopping with a patience of 1: ${epoch.length} of 8 epochs, while the loss of both outputs on the validation data rose from ${before} to ${Math.round(after)}`);
const asSeen =
  JSON.stringify(pairs) === '[["loss",104,4],["topic_loss",4,104],["tone_loss",100,4],["topic_mae",2,100],["tone_mae",10,2]]' &&
  evaluated.join() === "4,104,4,100,2,10" &&
  epoch.length === 8 &&
  after > 3 * before;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
