import type { NodeProto, TensorProto } from "onnx-buf";
import { type AttributeValue, type ElementArray, type ElementType, nodeProto, tensorProto } from "./proto.ts";

/** Collects the nodes and constants of one graph, or of a Scan's body with its constants in the graph around it. */
export class GraphBuilder {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly #constants = new Map<string, string>();
  #values = 0;

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

  /** A named weight. */
  weight(name: string, type: ElementType, dims: readonly number[], data: ElementArray): string {
    this.initializers.push(tensorProto(name, type, dims, data));
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

  bytes(value: number): string {
    return this.#constant(`bytes:${value}`, "uint8", [], Uint8Array.of(value));
  }

  #constant(key: string, type: ElementType, dims: readonly number[], data: ElementArray): string {
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = `const${this.#constants.size}`;
    this.#constants.set(key, this.weight(name, type, dims, data));
    return name;
  }

  #fresh(opType: string): string {
    this.#values += 1;
    return `${opType}${this.#values}`;
  }
}
