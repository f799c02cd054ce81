import type { ModelSpec, PluginSpec, TokenizerSpec } from "./experiment.ts";
import type { NameList } from "./name-list.ts";

/**
 * A weight in the form it is stored in: all that can be read back from the exported file, byte for byte. Matrices are
 * row-major. Everything else belongs to the quantization that stores it
 * (classifier/quantizations/NAME/stored.ts), and so do the float32 values that it stands for.
 */
export interface StoredTensor {
  readonly kind: string;
  readonly shape: readonly number[];
}

/**
 * A weight that no quantization has changed. Zeros are written out here; the file leaves them away where that saves
 * bytes.
 */
export interface Float32Tensor extends StoredTensor {
  readonly kind: "float32";
  readonly data: Float32Array;
}

export function isFloat32(tensor: StoredTensor): tensor is Float32Tensor {
  return tensor.kind === "float32";
}

/**
 * A trained network as plain weights in their stored form: "embedding", "dense0.kernel", "dense0.bias", "output.kernel"
 * …
 */
export interface TrainedModel {
  readonly spec: ModelSpec;
  readonly tokenizer: TokenizerSpec;
  /** The names that the tokenizer masks; absent if it masks none. */
  readonly names?: readonly NameList[];
  readonly labels: readonly string[];
  /** Words by id; index 0 is padding, 1 is <OOV>. At most spec.vocabulary long. */
  readonly vocabulary: readonly string[];
  readonly weights: ReadonlyMap<string, StoredTensor>;
  readonly applied: readonly PluginSpec[];
}

/**
 * A TrainedModel without the contents of tokenizer.json and config.json: what can be read back from model.onnx alone.
 */
export type ModelWeights = Pick<TrainedModel, "spec" | "weights">;

/** A network's sizes with its float32 weights by name. */
export interface SizedWeights {
  readonly spec: ModelSpec;
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** model.onnx <-> weights. */
export interface ModelFormat {
  /**
   * Padded ids [batch, inputLength] int64 in, probabilities out ([batch, 1] for two classes, else [batch, classes]).
   */
  write(model: ModelWeights): Uint8Array;
  /**
   * The same classifier as Hugging Face's transformers calls one: ids [batch, n] int64 in, for any n, padded on the left;
   * logits [batch, classes] out, whose softmax is the probabilities. Not for models that read pairs of words.
   */
  writeForTransformers(model: ModelWeights): Uint8Array;
  /** @throws RecordError on a file that pricewar did not write */
  read(modelOnnx: Uint8Array): ModelWeights;
}

/** What model.onnx shows besides its length. */
export interface ModelFacts {
  /** Id of the graph's structure: operators, edges, shapes, types and attributes, without the values of weights. */
  readonly graph: string;
  /** Number of weights that the file stands for, counted from their shapes: pruned weights count too. */
  readonly parameters: number;
}
