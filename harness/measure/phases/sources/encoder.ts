import { isEncoderPackage } from "../../../classifier/encoders/packages.ts";
import type { ModelSource } from "./source.ts";

/** A frozen sentence encoder of an npm package or in a folder, with a logistic regression on its embeddings that is fitted to the data. */
export const encoder: ModelSource = {
  argument: "FOLDER|PACKAGE",
  uses: ["trainBackend", "serveBackend", "threads", "training.rows"],
  isPretrained: false,
  // A package has its own graph for TF.js, beside the ONNX graph that we write of it.
  graphs: (argument) => (argument !== null && isEncoderPackage(argument) ? ["onnx", "tfjs"] : ["onnx"]),

  pin: async (argument, baseFolder) => (await import("./encoder/pin.io.ts")).pinEncoder(argument, baseFolder),

  train: async (job, tools) => (await import("./encoder/train.io.ts")).trainHead(job, tools),
  compress: async (job, tools) => (await import("./encoder/compress.io.ts")).writeEncoder(job, tools),
  open: async (request) => (await import("./encoder/open.io.ts")).openEncoder(request),
  answerMany: async (job, texts, take, tools) =>
    (await import("./encoder/answer.io.ts")).answerFromFeatures(job, texts, take, tools),
};
