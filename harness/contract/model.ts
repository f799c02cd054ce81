import type { ModelSpec, PluginSpec, TokenizerSpec } from "./experiment.ts";

/** The first two rows of an embedding, kept in float32: row-major [2, columns]. */
type ExactRows = Float32Array;

/**
 * A weight in the form it is stored in: what can be read back from the exported file, byte for byte. Matrices are row-major.
 * Zeros are written out here; the file leaves them away where that makes it smaller.
 */
export type StoredTensor =
  | { readonly kind: "float32"; readonly shape: readonly number[]; readonly data: Float32Array }
  | {
      readonly kind: "float16";
      readonly shape: readonly [number, number];
      /** IEEE binary16 bit patterns [rows, columns]; rows 0 and 1 are zero, `exact` holds them. */
      readonly data: Uint16Array;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "int8-rows";
      readonly shape: readonly [number, number];
      /** [rows, columns] in [-127, 127]; codes[r, c] * scales[r] approximates the weight; rows 0 and 1 are zero. */
      readonly codes: Int8Array;
      /** [rows], or [1] where all rows share one scale. */
      readonly scales: Float32Array;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "int4-blocks";
      readonly shape: readonly [number, number];
      /** Columns that share a scale. */
      readonly blockSize: number;
      /** [rows, ceil(columns / 2)]: low nibble = even column; nibble - 8 is the code in [-8, 7]. */
      readonly packed: Uint8Array;
      /** [rows, ceil(columns / blockSize)] */
      readonly scales: Float32Array;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "product";
      readonly shape: readonly [number, number];
      /** Columns of a sub-vector; the last one is shorter where they do not divide the row. */
      readonly width: number;
      /** [rows, sub-vectors]: which centroid stands for each sub-vector; 0 in rows 0 and 1. */
      readonly codes: Uint8Array;
      /** [sub-vectors, centroids, width], filled up with zeros; the first centroid of each sub-vector is all zeros. */
      readonly centroids: Float32Array;
      /** Lengths that the rows are multiplied with, a code a row into at most 256 of them; null where rows are whole. */
      readonly norms: { readonly codes: Uint8Array; readonly values: Float32Array } | null;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "int8-columns";
      /** A dense kernel [inputs, outputs]. */
      readonly shape: readonly [number, number];
      readonly codes: Int8Array;
      /** [outputs], or [1] where all outputs share one scale. */
      readonly scales: Float32Array;
    }
  | {
      readonly kind: "int8-static";
      /** A dense kernel [inputs, outputs] with what its input is rounded to before the product is taken in integers. */
      readonly shape: readonly [number, number];
      readonly codes: Int8Array;
      /** [outputs], or [1] where all outputs share one scale. */
      readonly scales: Float32Array;
      readonly input: InputRange;
    };

/** How a number becomes a uint8: code = clamp(round(x / scale) + zeroPoint, 0, 255), which stands for (code - zeroPoint) * scale. */
export interface InputRange {
  /** A float32, above 0. */
  readonly scale: number;
  /** The code of 0. */
  readonly zeroPoint: number;
}

export type StorageKind = StoredTensor["kind"];

/** A trained network as plain weights in their stored form: "embedding", "dense0.kernel", "dense0.bias", "output.kernel" … */
export interface TrainedModel {
  readonly spec: ModelSpec;
  readonly tokenizer: TokenizerSpec;
  readonly labels: readonly string[];
  /** Words by id; index 0 is padding, 1 is <OOV>. At most spec.vocabulary long. */
  readonly vocabulary: readonly string[];
  readonly weights: ReadonlyMap<string, StoredTensor>;
  readonly applied: readonly PluginSpec[];
}

/** A TrainedModel less what tokenizer.json and config.json hold: what can be read back from model.onnx alone. */
export type ModelWeights = Pick<TrainedModel, "spec" | "weights">;

/** model.onnx <-> weights; lives in backends/onnx and is handed to the harness by the entry points. */
export interface ModelFormat {
  /** Padded ids [batch, inputLength] int64 in, probabilities out ([batch, 1] for two classes, else [batch, classes]). */
  write(model: ModelWeights): Uint8Array;
  /** @throws RecordError on a file that pricewar did not write */
  read(modelOnnx: Uint8Array): ModelWeights;
}

/** What model.onnx tells beside its length. */
export interface ModelFacts {
  /** Id of the graph's structure: operators, edges, shapes, types and attributes, without the values of weights. */
  readonly graph: string;
  /** Numbers that the file's weights stand for, counted from their shapes; those of a pruned matrix are all counted. */
  readonly parameters: number;
}
