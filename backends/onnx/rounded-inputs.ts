import type { NodeProto } from "onnx-buf";
import { decodeModel } from "../../harness/base/onnx/proto.ts";

/** What MatMulNBits calls 8 bits for its inputs; all else leaves them in float. */
const IN_8_BITS = 4n;

/** Whether a graph asks MatMulNBits to round its inputs, in a branch, a loop or a function, too. */
export function asksToRoundInputs(model: Uint8Array): boolean {
  const { graph, functions } = decodeModel(model);
  return asks(graph?.node ?? []) || functions.some(({ node }) => asks(node));
}

function asks(nodes: readonly NodeProto[]): boolean {
  return nodes.some(({ opType, attribute }) =>
    attribute.some(
      ({ name, i, g, graphs }) =>
        (opType === "MatMulNBits" && name === "accuracy_level" && i === IN_8_BITS) ||
        [g, ...graphs].some((inner) => inner !== undefined && asks(inner.node)),
    ),
  );
}
