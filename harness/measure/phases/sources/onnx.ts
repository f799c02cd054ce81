import { writeTraining } from "../training-folder.io.ts";
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

  pin: async (argument, baseFolder) => (await import("./onnx/pin.io.ts")).pinOnnx(argument, baseFolder),

  train: async (job) => {
    const report = untrained(job);
    await writeTraining(job.trainingFolder, report, {});
    return report;
  },
  compress: async (job, tools) => (await import("./onnx/compress.io.ts")).compress(job, tools),
  open: async (request) => (await import("./onnx/open.io.ts")).openOnnx(request),
};
