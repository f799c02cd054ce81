/**
 * Times a training step in TF.js' own `model.fit` on the wasm backend. Called as encoded_texts.py describes, with --steps.
 * Prints one JSON line: peer; medianMs, the median over all epochs but the first of the mean step.
 */
import * as tf from "@tensorflow/tfjs-core";
import { median } from "simple-statistics";
import { readPeerArguments } from "./tfjs-arguments.ts";
import { referenceModel, startWasm, TFJS_PEER } from "./tfjs-model.ts";
import { registerSegmentSum } from "./tfjs-segment-sum.ts";

const STEPS_PER_EPOCH = 8;

const { ids, labels, length, vocabulary, batch, steps } = await readPeerArguments("steps");
await startWasm();
registerSegmentSum();
const model = referenceModel(vocabulary, length);
model.compile({ optimizer: "adam", loss: "binaryCrossentropy" });

const rows = batch * STEPS_PER_EPOCH;
const epochsMs: number[] = [];
let startMs = 0;
await model.fit(
  tf.tensor2d(ids.subarray(0, rows * length), [rows, length], "int32"),
  tf.tensor2d(labels.subarray(0, rows), [rows, 1]),
  {
    batchSize: batch,
    epochs: 1 + Math.ceil(steps / STEPS_PER_EPOCH),
    verbose: 0,
    // Yielding to other work would add to the measured time, and there is none.
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
console.log(JSON.stringify({ peer: TFJS_PEER, medianMs: median(epochsMs.slice(1)) / STEPS_PER_EPOCH }));
