import { pinnedEncoderId } from "./encoder/planned-encoder.io.ts";
import type { ModelSource } from "./source.ts";

/** A frozen sentence encoder of an npm package, with a logistic regression on its embeddings that is fitted to the data. */
export const encoder: ModelSource = {
  argument: "PACKAGE",
  uses: ["trainBackend", "serveBackend", "threads", "training.rows"],
  isPretrained: false,
  graphs: ["onnx", "tfjs"],

  pin: async (argument) => {
    const { encoderFolder, readEncoderPackage } = await import("../../../classifier/encoders/encoder-package.io.ts");
    const { encoderPackage } = await import("../../../classifier/encoders/packages.ts");
    const known = encoderPackage(argument);
    // Cells of one that is not installed keep their experiments, and are skipped with the command that installs it.
    const { hash } = encoderFolder(known.name) === null ? known : await readEncoderPackage(known);
    return { id: pinnedEncoderId(argument, hash), licence: known.licence };
  },

  train: async (job, tools) => (await import("./encoder/train.io.ts")).trainHead(job, tools),
  compress: async (job, tools) => (await import("./encoder/compress.io.ts")).writeEncoder(job, tools),
  open: async (request) => (await import("./encoder/open.io.ts")).openEncoder(request),
};
