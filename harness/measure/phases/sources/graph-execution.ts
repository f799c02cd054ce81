import type { GraphProof } from "../../../contract/graph-session.ts";
import type { ExecutionProof } from "../../../contract/index.ts";

/** What ran a graph that pricewar did not write, as records have it. Such a graph takes the id of every position. */
export function graphExecution({ kernels: _, ...executed }: GraphProof): ExecutionProof {
  return { ...executed, inputForm: "padded" };
}
