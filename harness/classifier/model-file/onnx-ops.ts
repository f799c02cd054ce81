import type { GraphBuilder } from "../../base/onnx/graph-builder.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";

const LAST = 2 ** 31 - 1;

/**
 * Operations that append nodes to a graph; a value is its name.
 * @param columnOf the [n, 1] twin of a vector of ids [n]: ScatterND wants that shape, and feeding both saves a node
 */
export function onnxOps(graph: GraphBuilder, columnOf: (ids: string) => string): TensorOps<string> {
  const binary = (opType: string) => (a: string, b: string) => graph.node(opType, [a, b]);
  const unary = (opType: string) => (a: string) => graph.node(opType, [a]);
  const scatterAddRows = (base: string, ids: string, rows: string) =>
    graph.node("ScatterND", [base, columnOf(ids), rows], { reduction: "add" });
  return {
    add: binary("Add"),
    sub: binary("Sub"),
    mul: binary("Mul"),
    div: binary("Div"),
    sqrt: unary("Sqrt"),
    relu: unary("Relu"),
    reluGradient: (gradient, output) =>
      graph.node("Where", [graph.node("Greater", [output, graph.float(0)]), gradient, graph.float(0)]),
    sigmoid: unary("Sigmoid"),
    softmax: (a) => graph.node("Softmax", [a], { axis: -1n }),
    matMul: (a, b, { transposeA = false, transposeB = false } = {}) =>
      graph.node("Gemm", [a, b], { transA: transposeA ? 1n : 0n, transB: transposeB ? 1n : 0n }),
    affine: (x, kernel, bias) => graph.node("Gemm", [x, kernel, bias]),
    sumRows: (a) => graph.node("ReduceSum", [a, graph.integers([0])], { keepdims: 0n }),
    reshape: (a, shape) => graph.node("Reshape", [a, graph.integers(shape)]),
    split: (a, lengths) =>
      lengths.length === 1 ? [a] : graph.nodeOf("Split", [a, graph.integers(lengths)], lengths.length, { axis: 0n }),
    concat: (parts) => (parts.length === 1 ? parts[0]! : graph.node("Concat", parts, { axis: 0n })),
    sliceRows: (a, start, count) =>
      graph.node("Slice", [
        a,
        graph.integers([start]),
        graph.integers([count === undefined ? LAST : start + count]),
        graph.integers([0]),
      ]),
    scalar: (value) => graph.float(value),
    zeros: (shape) => graph.zeros(shape),
    // Shape and ConstantOfShape would run on the CPU whatever the provider.
    zerosLike: (a) => graph.node("Sub", [a, a]),
    gatherRows: (table, ids) => graph.node("Gather", [table, ids], { axis: 0n }),
    scatterAddRows,
    addToRows: scatterAddRows,
    scatterUpdateRows: (base, ids, rows) => graph.node("ScatterND", [base, columnOf(ids), rows]),
    floor: unary("Floor"),
    largest: (a, axis) => graph.node("ReduceMax", [a], { axes: [BigInt(axis)], keepdims: 1n }),
    abs: unary("Abs"),
    // Sign and Max have no kernel on every provider; comparisons have.
    sign: (a) => {
      const above = graph.node("Greater", [a, graph.float(0)]);
      const below = graph.node("Less", [a, graph.float(0)]);
      const negative = graph.node("Where", [below, graph.float(-1), graph.float(0)]);
      return graph.node("Where", [above, graph.float(1), negative]);
    },
    maximum: (a, b) => graph.node("Where", [graph.node("Greater", [a, b]), a, b]),
    sum: (a) => graph.node("ReduceSum", [a], { keepdims: 0n }),
  };
}
