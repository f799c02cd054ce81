import type { TrainingProof } from "./proof.ts";

/** Integers in host memory, row-major. */
export type GraphTensor = { readonly dims: readonly number[] } & (
  | { readonly type: "int32"; readonly data: Int32Array }
  | { readonly type: "int64"; readonly data: BigInt64Array }
);

/** Floats that a graph computed, row-major. */
export interface GraphOutput {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** An input or output of a graph. */
export interface GraphValue {
  readonly name: string;
  /** As ONNX names it in lower case: "float32", "int64". */
  readonly type: string;
  /** A number is fixed; text names a size that is known only when the graph runs. Empty also where the graph declares no shape. */
  readonly dims: readonly (number | string)[];
}

/** Inputs by name. */
export type GraphFeeds = Readonly<Record<string, GraphTensor>>;

/** What ran a graph: `provider` names all that shared the work, joined by "+", and `kernels` what each of them ran. */
export interface GraphProof extends TrainingProof {
  /** Operators by provider, sorted, each once. */
  readonly kernels: Readonly<Record<string, readonly string[]>>;
}

/** An ONNX graph of any kind, ready to run. */
export interface GraphSession {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /** @returns the float32 output of that name. @throws BackendError if the runtime stops, as on an id outside an embedding */
  run(feeds: GraphFeeds, output: string): Promise<GraphOutput>;
  /** Runs `feeds` once more, outside any timing and observed, and reports what ran. */
  prove(feeds: GraphFeeds): Promise<GraphProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

export interface GraphOptions {
  readonly threads: number;
}
