import { createRegistry } from "../../../base/registry.ts";
import { REFERENCE } from "../../../contract/model-source.ts";
import type { ModelSource } from "./source.ts";

/** Adding a source takes one file and one line here. */
export const sources = createRegistry<ModelSource>("model source", {
  [REFERENCE]: async () => (await import("./reference.ts")).reference,
  onnx: async () => (await import("./onnx.ts")).onnx,
  encoder: async () => (await import("./encoder.ts")).encoder,
  tfidf: async () => (await import("./tfidf.ts")).tfidf,
  "tfidf-pairs": async () => (await import("./tfidf.ts")).tfidfPairs,
  majority: async () => (await import("./majority.ts")).majority,
});
