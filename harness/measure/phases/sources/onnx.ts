import { join, resolve } from "node:path";
import { pretrainedPlace } from "../../../classifier/pretrained/pretrained-place.ts";
import { writeTraining } from "../training-folder.io.ts";
import { pinnedId } from "./pinned-files.io.ts";
import type { ModelSource } from "./source.ts";
import { untrained } from "./untrained.ts";

/** Quantizations that can be written on a graph that pricewar did not write. */
const QUANTIZATIONS = ["int8-dynamic", "float16"];

/** A text classifier in a folder as Hugging Face lays it out, in the labels of the data. */
export const onnx: ModelSource = {
  argument: "FOLDER",
  uses: ["serveBackend", "threads", "quantization"],
  isPretrained: true,
  graphs: () => ["onnx"],

  problems: ({ techniques }) =>
    techniques.flatMap(({ name }, technique) =>
      QUANTIZATIONS.includes(name) && techniques.length === 1
        ? []
        : [
            {
              at: { technique },
              fault: `onnx stores a graph's weights in one of ${QUANTIZATIONS.join(", ")} at most, got ${name}`,
              wayOut: "leave it out",
            },
          ],
    ),

  pin: async (argument, baseFolder) => {
    const { folder, graphName } = pretrainedPlace(resolve(baseFolder, argument));
    const { inFile, readPretrained } = await import("../../../classifier/pretrained/pretrained.io.ts");
    const { labelNames } = await import("../../../classifier/pretrained/settings.ts");
    const { scoresOutput } = await import("../../../classifier/pretrained/text-outputs.ts");
    const { declaredOutputs } = await import("../../../classifier/pretrained/graph/declared-outputs.ts");
    const { sources, licence, settings, ...read } = await readPretrained(folder, { graphName });
    inFile(join(folder, read.graphName), () => scoresOutput(declaredOutputs(read.graph)));
    const labels = inFile(join(folder, "config.json"), () => labelNames(settings.model));
    return {
      id: await pinnedId("onnx", folder, sources),
      ...(licence === null ? {} : { licence }),
      ...(labels === null ? {} : { labels }),
    };
  },

  train: async (job) => {
    const report = untrained(job);
    await writeTraining(job.trainingFolder, report, {});
    return report;
  },
  compress: async (job, tools) => (await import("./onnx/compress.io.ts")).compress(job, tools),
  open: async (request) => (await import("./onnx/open.io.ts")).openOnnx(request),
};
