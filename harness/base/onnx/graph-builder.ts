import type { GraphProto, NodeProto, TensorProto } from "onnx-buf";
import { type AttributeValue, type ElementArray, type ElementType, nodeProto, tensorProto } from "./proto.ts";

/**
 * Collects the nodes and constants of one graph. The bodies of its loops are builders of their own that share its
 * constants, which lie in the outermost graph, and its names, which must not repeat in a body.
 */
export class GraphBuilder {
  readonly nodes: NodeProto[] = [];
  readonly #shared: { readonly initializers: TensorProto[]; readonly constants: Map<string, string>; values: number };

  constructor(around?: GraphBuilder) {
    this.#shared = around === undefined ? { initializers: [], constants: new Map(), values: 0 } : around.#shared;
  }

  get initializers(): readonly TensorProto[] {
    return this.#shared.initializers;
  }

  /** Adds a node with one output and gives the output's name. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, AttributeValue>>,
    output: string = this.#fresh(opType),
  ): string {
    this.nodes.push(nodeProto(opType, inputs, [output], attributes));
    return output;
  }

  /** Adds a node with several outputs and gives their names. */
  nodeOf(
    opType: string,
    inputs: readonly string[],
    outputCount: number,
    attributes?: Record<string, AttributeValue>,
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => this.#fresh(opType));
    this.nodes.push(nodeProto(opType, inputs, outputs, attributes));
    return outputs;
  }

  /**
   * A Scan: calls `body` once for each slice of the scanned values, the state going from call to call.
   * @param body has the state's and then the slices' names as inputs, the next state and then what is stacked as
   * outputs
   * @returns the last state's names, then those of what was stacked
   */
  scan(state: readonly string[], scanned: readonly string[], body: GraphProto): string[] {
    return this.nodeOf("Scan", [...state, ...scanned], body.output.length, {
      body,
      num_scan_inputs: BigInt(scanned.length),
    });
  }

  /** A named weight. */
  weight(name: string, type: ElementType, dims: readonly number[], data: ElementArray): string {
    this.#shared.initializers.push(tensorProto(name, type, dims, data));
    return name;
  }

  float(value: number): string {
    return this.#constant(`float:${value}`, "float32", [], Float32Array.of(value));
  }

  zeros(shape: readonly number[]): string {
    const length = shape.reduce((product, size) => product * size, 1);
    return this.#constant(`zeros:${shape.join("x")}`, "float32", shape, new Float32Array(length));
  }

  /** A vector of whole numbers, such as a shape or a list of axes. */
  integers(values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant(`integers:${values.join(",")}`, "int64", [values.length], data);
  }

  /** One byte, or a vector of them. */
  bytes(...values: readonly number[]): string {
    const dims = values.length === 1 ? [] : [values.length];
    return this.#constant(`bytes:${values.join(",")}`, "uint8", dims, Uint8Array.from(values));
  }

  #constant(key: string, type: ElementType, dims: readonly number[], data: ElementArray): string {
    const { constants } = this.#shared;
    const known = constants.get(key);
    if (known !== undefined) return known;
    const name = `const${constants.size}`;
    constants.set(key, this.weight(name, type, dims, data));
    return name;
  }

  #fresh(opType: string): string {
    this.#shared.values += 1;
    return `${opType}${this.#shared.values}`;
  }
}
