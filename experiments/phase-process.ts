/** Entry of every phase process: it is bundled once and started again for each phase. */

import { backends } from "../backends/registry.ts";
import { openDataset } from "../data/registry.ts";
import { SURVEYS_FOLDER, surveyFolder } from "../data/survey-store.io.ts";
import { openVectors } from "../data/vectors/open-vectors.ts";
import { modelFormat } from "../harness/classifier/model-file/model-format.ts";
import { techniques } from "../harness/classifier/techniques/registry.ts";
import { sources } from "../harness/measure/phases/sources/registry.ts";
import { runAsChild } from "../harness/measure/runner/child.io.ts";

runAsChild({
  backends,
  techniques,
  sources,
  modelFormat,
  openService: async (model, batching) =>
    (await import("./serve/measured-service.ts")).openMeasuredService(model, batching),
  openVectors: (spec) => openVectors(spec, process.cwd()),
  openDataset: (spec) => openDataset(spec, { baseFolder: process.cwd(), surveys: surveyFolder(SURVEYS_FOLDER) }),
});
