#!/usr/bin/env bash
# One would expect: a TF.js layers model that was saved can be loaded again, and `layer.getConfig()` has what the layer was made with. It does for depthwiseConv2d.
#
# What happens: separableConv2d leaves `depthMultiplier` out of its configuration. Its base class for convolutions knows of no such setting, and
# SeparableConv.getConfig deletes and adds others, but not this one; DepthwiseConv2D has a line of its own for it. `save` says nothing and writes all weights. What
# it wrote cannot be loaded: the layer is built with a multiplier of 1, and the weights do not fit ("Shape mismatch"). Where a layer is made from
# another's configuration, as a copy for transfer learning is, no weights are there to protest, and the copy silently has a third of the kernels.
# A model that Python's Keras wrote loads, and is lost once TF.js saves it.
#
# @tensorflow/tfjs 4.22.0 (layers); Node.js 20.20.2; seen 2026-12-01.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > see.mjs <<'JS'
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";

const settings = { kernelSize: 2, depthMultiplier: 3, inputShape: [4, 4, 1] };
const kernelOf = (layer) => layer.getWeights()[0].shape.join(" x ");

async function seen(name, make) {
  const layer = make();
  const model = layers.sequential({ layers: [layer] });
  let saved;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
    }),
  );
  const loaded = await layers.loadLayersModel(tf.io.fromMemory(saved)).then(
    () => "loads again",
    ({ message }) => `does not load: ${message}`,
  );
  const copy = layers.sequential({ layers: [layer.constructor.fromConfig(layer.constructor, { ...layer.getConfig(), name: "copy" })] });
  const kernels = [kernelOf(layer), kernelOf(copy.layers[0])];
  console.log(`${name}: kernel ${kernels[0]}, its configuration has depthMultiplier ${layer.getConfig().depthMultiplier}; saved, it ${loaded}; a copy has ${kernels[1]}`);
  return { loaded, kernels };
}

const depthwise = await seen("depthwiseConv2d", () => layers.layers.depthwiseConv2d(settings));
const separable = await seen("separableConv2d", () => layers.layers.separableConv2d({ ...settings, filters: 2 }));
process.exit(
  depthwise.loaded === "loads again" && depthwise.kernels[0] === depthwise.kernels[1] &&
    separable.loaded.startsWith("does not load: Shape mismatch") && `${separable.kernels}` === "2 x 2 x 1 x 3,2 x 2 x 1 x 1" ? 0 : 1,
);
JS
node see.mjs
