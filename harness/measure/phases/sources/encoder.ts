import { basename } from "node:path";
import type { ModelSource } from "./source.ts";

/** A frozen sentence encoder of an npm package, with a logistic regression on its embeddings that is fitted to the data. */
export const encoder: ModelSource = {
  argument: "PACKAGE",
  uses: ["trainBackend", "serveBackend", "threads", "training.rows"],
  isPretrained: false,
  graphs: ["onnx", "tfjs"],

  pin: async (argument) => {
    const { encoderHash } = await import("../../../classifier/encoders/encoder-package.io.ts");
    const { encoderPackage } = await import("../../../classifier/encoders/packages.ts");
    const known = encoderPackage(argument);
    // PACKAGE without its scope.
    return { id: `encoder:${basename(argument)}@${await encoderHash(known)}`, licence: known.licence };
  },

  train: async (job, tools) => (await import("./encoder/train.io.ts")).trainHead(job, tools),
  compress: async (job, tools) => (await import("./encoder/compress.io.ts")).writeEncoder(job, tools),
  open: async (request) => (await import("./encoder/open.io.ts")).openEncoder(request),
  answerMany: async (job, texts, tools) =>
    (await import("./encoder/answer.io.ts")).answerFromFeatures(job, texts, tools),
};
