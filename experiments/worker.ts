/** Entry of every phase process: `run.ts` bundles it once and starts it anew for each phase. */

import { modelFormat } from "../backends/onnx/model-format.ts";
import { backends } from "../backends/registry.ts";
import { openDataset } from "../data/registry.ts";
import { runAsChild } from "../harness/execution/child.io.ts";
import { techniques } from "../harness/techniques/registry.ts";

runAsChild({
  backends,
  techniques,
  modelFormat,
  openDataset: (spec) => openDataset(spec, { baseFolder: process.cwd() }),
});
