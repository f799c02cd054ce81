/**
 * Times TF.js' own `model.predict` on the wasm backend, from prepared padded ids to probabilities in host memory. Called as
 * encoded_texts.py describes, with --milliseconds. Prints one JSON line: peer; medianMs of a batch.
 */
import * as tf from "@tensorflow/tfjs-core";
import { median } from "simple-statistics";
import { readPeerArguments } from "./tfjs-arguments.ts";
import { referenceModel, startWasm, TFJS_PEER } from "./tfjs-model.ts";

const { ids, rows, length, vocabulary, batch, milliseconds } = await readPeerArguments("milliseconds");
await startWasm();
const model = referenceModel(vocabulary, length);
const batches = Array.from({ length: rows / batch }, (_, index) =>
  tf.tensor2d(ids.subarray(index * batch * length, (index + 1) * batch * length), [batch, length], "int32"),
);

async function batchTimesMs(limitMs: number): Promise<number[]> {
  const timesMs: number[] = [];
  const endMs = performance.now() + limitMs;
  while (performance.now() < endMs) {
    const startMs = performance.now();
    const probabilities = model.predict(batches[timesMs.length % batches.length]!, { batchSize: batch }) as tf.Tensor;
    await probabilities.data();
    timesMs.push(performance.now() - startMs);
    probabilities.dispose();
  }
  return timesMs;
}

await batchTimesMs(milliseconds / 5);
console.log(JSON.stringify({ peer: TFJS_PEER, medianMs: median(await batchTimesMs(milliseconds)) }));
