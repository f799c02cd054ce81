#!/usr/bin/env bash
# One would expect: a BatchNormalization layer with `trainable: false` is frozen in TF.js as in Keras, whose models TF.js loads. A head that is trained on
# such a base gets the numbers that the base also gives afterwards, and the base answers as before, so that several heads can share it.
#
# What happens: TF.js freezes only gamma and beta. In training, the frozen layer still normalizes by the statistics of the batch, and moves its stored mean
# and variance towards them. So the base then gives other answers to the same text, though summary() counts no weight of it as trainable, and the head was
# fitted to other numbers than it gets. With batches of one, the frozen layer gives nothing but zeros in training, and the head's kernel never learns. It
# does not matter how it was frozen: by its config, or later, alone or with its model. The layer's `call` never looks at `trainable`; Keras' does (since
# TensorFlow 2), and then uses the stored statistics. Let `predict` of the base answer all texts, and train the head alone on its answers. (Not found among
# TF.js' issues; Keras once had it, issue 7085 of 2017.)
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
# Texts of one feature, 4 and 6. The base has a mean of 0 and a variance of 1, and so leaves them as they are; the head, whose kernel begins at 0, is to
# learn to do the same.
# Each run gives: the base's answer to the text 4 afterwards, the head's kernel, the loss in the last epoch, the loss of `evaluate`.
cat > see.py <<'PY'
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy

texts = numpy.array([[4.0], [6.0]])


def run(frozen, batch_size):
    norm = keras.layers.BatchNormalization(epsilon=1e-5, trainable=frozen != "config")
    base = keras.Sequential([keras.Input((1,)), norm])
    if frozen != "config":
        {"layer": norm, "model": base}[frozen].trainable = False
    head = keras.layers.Dense(1, kernel_initializer="zeros", use_bias=False)
    model = keras.Model(base.inputs, head(base.outputs[0]))
    model.compile(keras.optimizers.SGD(0.01), "mse")
    loss = model.fit(texts, texts, batch_size=batch_size, epochs=50, verbose=0, shuffle=False).history["loss"][-1]
    answer = base.predict(texts[:1], verbose=0)[0, 0]
    return [float(value) for value in (answer, head.get_weights()[0][0, 0], loss, model.evaluate(texts, texts, verbose=0))]


print(json.dumps([run(*asked) for asked in json.loads(sys.argv[1])]))
PY
cat > see.mjs <<'JS'
import { execFileSync } from "node:child_process";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { layers, model as functional, sequential } from "@tensorflow/tfjs-layers";

const texts = tf.tensor2d([[4], [6]]);
const trainable = new Set();

async function run([frozen, batchSize]) {
  const norm = layers.batchNormalization({ inputShape: [1], epsilon: 1e-5, trainable: frozen !== "config" });
  const base = sequential({ layers: [norm] });
  if (frozen !== "config") ({ layer: norm, model: base })[frozen].trainable = false;
  const head = layers.dense({ units: 1, kernelInitializer: "zeros", useBias: false });
  const model = functional({ inputs: base.inputs, outputs: head.apply(base.outputs[0]) });
  model.compile({ loss: "meanSquaredError", optimizer: tf.train.sgd(0.01) });
  model.summary(undefined, undefined, (line) => line.startsWith("Trainable params") && trainable.add(line));
  const { history } = await model.fit(texts, texts, { batchSize, epochs: 50, verbose: 0, shuffle: false });
  const answer = base.predict(texts).dataSync()[0];
  return [answer, head.getWeights()[0].dataSync()[0], history.loss.at(-1), model.evaluate(texts, texts).dataSync()[0]];
}

const asked = ["config", "layer", "model"].flatMap((frozen) => [1, 2].map((batchSize) => [frozen, batchSize]));
const keras = JSON.parse(execFileSync("peers/bin/python", ["see.py", JSON.stringify(asked)], { encoding: "utf8" }));
const near = (values, expected) => values.every((value, index) => Math.abs(value - expected[index]) < 0.01);
const expected = { 1: [1.367, 0, 26, 26], 2: [2.025, 0.636, 25.138, 9.598] };
let asSeen = true;
for (const [index, [frozen, batchSize]] of asked.entries()) {
  console.log(`frozen by the ${frozen}, batches of ${batchSize}`);
  const tfjs = await run(asked[index]);
  for (const [who, values] of Object.entries({ Keras: keras[index], "TF.js": tfjs })) {
    const [answer, kernel, trained, evaluated] = values.map((value) => value.toFixed(2));
    console.log(`  ${who}: the base answers 4 with ${answer}; the head's kernel is ${kernel}; the loss is ${trained} in training, ${evaluated} in evaluate`);
  }
  asSeen &&= near(keras[index], [4, 1, 0, 0]) && near(tfjs, expected[batchSize]);
}
console.log(`TF.js' summaries: ${[...trainable].join("; ")}, the head's`);
asSeen &&= [...trainable].join() === "Trainable params: 1";
console.log(asSeen ? "seen as described" : "this has changed");
process.exit(asSeen ? 0 : 1);
JS
node see.mjs 2> noise.txt || { cat noise.txt >&2; exit 1; }
