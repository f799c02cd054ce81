/**
 * Times a training step in TF.js' own `model.fit` on the wasm backend: call it as encoded_texts.py says, with --steps.
 * Prints one JSON line: peer; medianMs, of the steps' means over each epoch after the first.
 */
import * as tf from "@tensorflow/tfjs-core";
import { median } from "simple-statistics";
import { readPeerArguments } from "./tfjs-arguments.ts";
import { documentModel, startWasm, TFJS_PEER } from "./tfjs-model.ts";
import { registerSegmentSum } from "./tfjs-segment-sum.ts";

const STEPS_AN_EPOCH = 8;

const { ids, labels, length, vocabulary, batch, steps } = await readPeerArguments("steps");
await startWasm();
registerSegmentSum();
const model = documentModel(vocabulary, length);
model.compile({ optimizer: "adam", loss: "binaryCrossentropy" });

const rows = batch * STEPS_AN_EPOCH;
const epochsMs: number[] = [];
let startMs = 0;
await model.fit(
  tf.tensor2d(ids.subarray(0, rows * length), [rows, length], "int32"),
  tf.tensor2d(labels.subarray(0, rows), [rows, 1]),
  {
    batchSize: batch,
    epochs: 1 + Math.ceil(steps / STEPS_AN_EPOCH),
    verbose: 0,
    // Giving way to other work of the process would be in the figure: there is none.
    yieldEvery: "never",
    callbacks: {
      onEpochBegin: async () => {
        startMs = performance.now();
      },
      onEpochEnd: async () => {
        epochsMs.push(performance.now() - startMs);
      },
    },
  },
);
console.log(JSON.stringify({ peer: TFJS_PEER, medianMs: median(epochsMs.slice(1)) / STEPS_AN_EPOCH }));
