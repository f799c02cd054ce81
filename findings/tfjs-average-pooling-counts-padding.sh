#!/usr/bin/env bash
# One would expect: Embedding with `mask_zero`, then GlobalAveragePooling1D, a common small classifier of texts, averages a text's words and leaves out its
# padding, in TF.js as in Keras, whose models TF.js loads. TF.js' documentation promises an exception where a layer after `maskZero` knows no masks.
#
# What happens: Keras averages the words (since 2018, pull request 10913 of keras-team/keras). TF.js makes the mask, but this layer takes the mean over all
# places: the vector of id 0, which Keras' training never touches, is added once for each id of padding, and the sum is divided by the padded length. The
# same text gets another answer in a longer batch. Nothing is raised: the check sits in computeMask, which the executor calls only for layers that do know
# masks. SimpleRNN in the same place leaves out the padding. Before a model goes to TF.js, put a masked mean of your own in the layer's place.
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
# One architecture for both: ids of texts, a vector of one number for each id, and their mean.
cat > model.json <<'JSON'
{ "class_name": "Sequential", "config": { "name": "text", "layers": [
  { "class_name": "InputLayer", "config": { "name": "ids", "batch_input_shape": [null, null], "dtype": "float32" } },
  { "class_name": "Embedding", "config": { "name": "words", "input_dim": 3, "output_dim": 1, "mask_zero": true } },
  { "class_name": "GlobalAveragePooling1D", "config": { "name": "mean" } } ] } }
JSON
cat > see.py <<'PY'
import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy

described = json.load(open("model.json"))["config"]["layers"]
model = keras.Sequential([getattr(keras.layers, layer["class_name"]).from_config(layer["config"]) for layer in described])
model.set_weights([numpy.array([[100.0], [1.0], [2.0]])])
texts = [[1, 2]], [[1, 2, 0, 0]]
print(json.dumps([float(model.predict(numpy.array(text), verbose=0)[0, 0]) for text in texts]))
PY
cat > see.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { layers, loadLayersModel, sequential } from "@tensorflow/tfjs-layers";

const modelTopology = JSON.parse(readFileSync("model.json", "utf8"));
const vectors = Float32Array.of(100, 1, 2);
const weightSpecs = [{ name: "words/embeddings", shape: [3, 1], dtype: "float32" }];
const mean = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: vectors.buffer }));
const sum = sequential({
  layers: [
    layers.embedding({ inputDim: 3, outputDim: 1, maskZero: true, inputLength: 4, weights: [tf.tensor2d(vectors, [3, 1])] }),
    layers.simpleRNN({ units: 1, activation: "linear", kernelInitializer: "ones", recurrentInitializer: "ones" }),
  ],
});
const of = (model, text) => model.predict(tf.tensor2d([text])).dataSync()[0];
const words = [1, 2];
const padded = [1, 2, 0, 0];
const tfjs = [of(mean, words), of(mean, padded)];
const keras = JSON.parse(execFileSync("peers/bin/python", ["see.py"], { encoding: "utf8" }));
console.log(`mean of two words, 1 and 2, and of the same with two ids of padding: Keras ${keras.join(", ")}; TF.js ${tfjs.join(", ")}`);
console.log(`their sum by SimpleRNN in TF.js, padded: ${of(sum, padded)}`);
const asSeen = keras.join() === "1.5,1.5" && tfjs.join() === "1.5,50.75" && of(sum, padded) === 3;
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
