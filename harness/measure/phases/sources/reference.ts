import type { ModelSource } from "./source.ts";

/** Our own classifier, trained on the data. */
export const reference: ModelSource = {
  argument: null,
  uses: "all",
  isPretrained: false,
  train: async (job, tools) => (await import("./reference/train.io.ts")).train(job, tools),
  compress: async (job, tools) => (await import("./reference/compress.io.ts")).compress(job, tools),
  open: async (request) => (await import("./reference/open.io.ts")).openReference(request),
};
