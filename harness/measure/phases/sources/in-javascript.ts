import type { ExecutionProof } from "../../../contract/index.ts";

/** What ran where a source computes by itself. Known without a measurement: there is no runtime that could have chosen another device. */
export const IN_JAVASCRIPT: ExecutionProof = {
  device: "cpu",
  provider: "plain javascript",
  kernelPrecision: "float64",
  threads: 1,
  library: `node ${process.version.slice(1)}`,
  inputForm: "texts",
};
