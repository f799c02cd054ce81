import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";

/** The name under which a TF.js peer reports its result. */
export const TFJS_PEER = `tfjs-layers ${layers.version_layers} on wasm`;

/** Makes TF.js' wasm backend the active one: one thread, with SIMD if the machine supports it. */
export async function startWasm(): Promise<void> {
  setWasmPaths(`${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  if (!(await tf.setBackend("wasm"))) throw new Error("TF.js could not start its wasm backend");
  await tf.ready();
}

/** The reference experiment's model in the layers of TF.js, as its Keras program builds it. */
export function referenceModel(vocabulary: number, length: number): layers.Sequential {
  return layers.sequential({
    layers: [
      layers.layers.embedding({ inputDim: vocabulary, outputDim: 16, inputLength: length }),
      layers.layers.globalAveragePooling1d({}),
      layers.layers.dense({ units: 24, activation: "relu" }),
      layers.layers.dense({ units: 1, activation: "sigmoid" }),
    ],
  });
}
