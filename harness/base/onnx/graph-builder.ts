import type { GraphProto, NodeProto, TensorProto } from "onnx-buf";
import { type AttributeValue, type ElementArray, type ElementType, nodeProto, tensorProto } from "./proto.ts";

/**
 * Collects the nodes and constants of one graph. Loop bodies have builders of their own, which share the constants of the
 * outermost graph and its names, since these must not repeat in a body.
 */
export class GraphBuilder {
  readonly nodes: NodeProto[] = [];
  readonly #shared: { readonly initializers: TensorProto[]; readonly constants: Map<string, string>; values: number };
  readonly #prefix: string;

  /** @param prefix of all names that it makes up, where they must not meet those of another program */
  constructor(around?: GraphBuilder, prefix = "") {
    this.#shared = around === undefined ? { initializers: [], constants: new Map(), values: 0 } : around.#shared;
    this.#prefix = prefix;
  }

  get initializers(): readonly TensorProto[] {
    return this.#shared.initializers;
  }

  /** Adds a node with one output and returns the output's name. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, AttributeValue>>,
    output: string = this.#fresh(opType),
  ): string {
    this.nodes.push(nodeProto(opType, inputs, [output], attributes));
    return output;
  }

  /** Adds a node with several outputs and returns their names. */
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
   * Adds a Scan, which calls `body` once for each slice of the scanned values and carries the state from call to call.
   * @param body takes the state and then the slices; returns the next state and then the values to stack
   * @returns names of the last state, then of the stacked values
   */
  scan(state: readonly string[], scanned: readonly string[], body: GraphProto): string[] {
    return this.nodeOf("Scan", [...state, ...scanned], body.output.length, {
      body,
      num_scan_inputs: BigInt(scanned.length),
    });
  }

  /** Adds a named weight. */
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

  /** A vector of integers, such as a shape or a list of axes. */
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
    const name = `${this.#prefix}const${constants.size}`;
    constants.set(key, this.weight(name, type, dims, data));
    return name;
  }

  #fresh(opType: string): string {
    this.#shared.values += 1;
    return `${this.#prefix}${opType}${this.#shared.values}`;
  }
}
