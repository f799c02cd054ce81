import type { ExecutionProof } from "../../../contract/index.ts";
import type { SourceDeclaration } from "../../../contract/model-source.ts";

/** What a source declares that is fitted to the data and computes by itself. */
export const FITTED_IN_JAVASCRIPT: SourceDeclaration = {
  argument: null,
  uses: ["training.rows"],
  fixed: { trainBackend: "javascript", serveBackend: "javascript" },
  isPretrained: false,
};

/** What ran where a source computes by itself. Known without a measurement: there is no runtime that could have chosen another device. */
export const IN_JAVASCRIPT: ExecutionProof = {
  device: "cpu",
  provider: "plain javascript",
  kernelPrecision: "float64",
  threads: 1,
  library: `node ${process.version.slice(1)}`,
  inputForm: "texts",
};
