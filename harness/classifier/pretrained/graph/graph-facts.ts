import type { GraphProto, NodeProto } from "onnx-buf";
import type { ScoreKind } from "../scores.ts";

/** Nodes that hand on their first input, in another shape or type at most. */
const HANDS_ON = new Set(["Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "DequantizeLinear"]);

/** Nodes by the values that they compute. */
type Makers = ReadonlyMap<string, NodeProto>;

function makersOf(graph: GraphProto): Makers {
  return new Map(graph.node.flatMap((node) => node.output.map((output) => [output, node] as const)));
}

/** Where a value comes from, past nodes that hand it on. Ends in a graph with a circle, too. */
function originOf(makers: Makers, value: string): string {
  const seen = new Set<string>();
  let at = value;
  for (;;) {
    const maker = makers.get(at);
    const before = maker !== undefined && HANDS_ON.has(maker.opType) ? maker.input[0] : undefined;
    if (before === undefined || seen.has(at)) return at;
    seen.add(at);
    at = before;
  }
}

/** What an output's numbers are, by the operator that computes them. */
export function outputKind(graph: GraphProto, output: string): ScoreKind {
  const makers = makersOf(graph);
  const operator = makers.get(originOf(makers, output))?.opType;
  if (operator === "Softmax") return "softmax";
  return operator === "Sigmoid" ? "sigmoid" : "logits";
}

/** Rows of the table in which a graph looks up the ids of an input; null if it does not show. */
export function embeddingRows(graph: GraphProto, input: string): number | null {
  const weights = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const makers = makersOf(graph);
  for (const { opType, input: inputs } of graph.node) {
    const [table, ids] = inputs;
    if (opType !== "Gather" || table === undefined || ids === undefined || originOf(makers, ids) !== input) continue;
    const dims = weights.get(originOf(makers, table))?.dims;
    if (dims?.length === 2) return Number(dims[0]);
  }
  return null;
}
