#!/usr/bin/env bash
# One would expect: a seed makes a Dropout layer's noise repeatable from one training to the next; within a training, each batch still loses other units, as
# in Keras, whose seed starts a sequence. TF.js loads Keras' models, the seed with them, to train them on.
#
# What happens: TF.js hands the seed to a new generator at every call, and so draws the very same mask for each batch of a training. The first text of every
# batch always loses the same units, and so do the second and all others; there are never more masks than rows in a batch. With batches of one, the units
# that this mask drops never learn anything, and `predict`, which drops none, then reads their untrained weights. Dropout at prediction time, to see how
# sure a model is, shows no spread at all. SpatialDropout1D inherits it; nothing is raised, and the documentation only calls it a random seed. Leave it out.
#
# @tensorflow/tfjs-layers 4.22.0 (cpu backend) on Node.js 20.20.2; Keras 3.15.1 on JAX 0.10.2, Python 3.11; seen 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv peers
peers/bin/pip install --quiet --retries 1 --disable-pip-version-check --only-binary :all: keras==3.15.1 jax==0.10.2
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
# One architecture for both: 16 features, half of them dropped, and a weight for each, which begins at 0.
cat > model.json <<'JSON'
{ "class_name": "Sequential", "config": { "name": "text", "layers": [
  { "class_name": "InputLayer", "config": { "name": "features", "batch_input_shape": [null, 16], "dtype": "float32" } },
  { "class_name": "Dropout", "config": { "name": "dropout", "rate": 0.5, "seed": 7 } },
  { "class_name": "Dense", "config": { "name": "head", "units": 1, "use_bias": false } } ] } }
JSON
cat > see.py <<'PY'
import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy

described = json.load(open("model.json"))["config"]["layers"]
model = keras.Sequential([getattr(keras.layers, layer["class_name"]).from_config(layer["config"]) for layer in described])
model.set_weights([numpy.zeros((16, 1))])
text = numpy.ones((1, 16), "float32")
masks = {numpy.asarray(model.layers[0](text, training=True)).tobytes() for _ in range(40)}
model.compile(keras.optimizers.SGD(0.01), "mse")
model.fit(text, numpy.ones((1, 1)), batch_size=1, epochs=40, verbose=0)
print(json.dumps([len(masks), int((model.get_weights()[0] == 0).sum())]))
PY
cat > see.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { loadLayersModel } from "@tensorflow/tfjs-layers";

const text = tf.ones([1, 16]);

/** How many different masks 40 calls draw, and how many of the 16 weights are still 0 after 40 steps. */
async function counts(modelTopology) {
  const weightSpecs = [{ name: "head/kernel", shape: [16, 1], dtype: "float32" }];
  const model = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: new ArrayBuffer(64) }));
  const dropout = model.getLayer("dropout");
  const masks = new Set(Array.from({ length: 40 }, () => dropout.apply(text, { training: true }).dataSync().join()));
  model.compile({ loss: "meanSquaredError", optimizer: tf.train.sgd(0.01) });
  await model.fit(text, tf.ones([1, 1]), { batchSize: 1, epochs: 40, verbose: 0 });
  return [masks.size, model.getWeights()[0].dataSync().filter((weight) => weight === 0).length];
}

const seeded = JSON.parse(readFileSync("model.json", "utf8"));
const unseeded = structuredClone(seeded);
unseeded.config.layers[1].config.seed = null;
const seen = {
  "Keras, seed 7": JSON.parse(execFileSync("peers/bin/python", ["see.py"], { encoding: "utf8" })),
  "TF.js, no seed": await counts(unseeded),
  "TF.js, seed 7": await counts(seeded),
};
for (const [who, [masks, untrained]] of Object.entries(seen)) console.log(`${who}: different masks in 40 calls: ${masks}; weights, of 16, that 40 steps never moved: ${untrained}`);
const [keras, free, fixed] = Object.values(seen);
const asSeen = [keras, free].every(([masks, untrained]) => masks > 30 && untrained === 0) && fixed[0] === 1 && fixed[1] > 3 && fixed[1] < 13;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
