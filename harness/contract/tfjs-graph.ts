/** A model of TensorFlow.js as its files hold it. */
export interface TfjsGraph {
  readonly model: TfjsModelJson;
  /** What the files of each group hold, joined, in the order of the manifest. */
  readonly weights: readonly Uint8Array[];
}

/** model.json: a graph, and where its weights are. */
export interface TfjsModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly TfjsWeightGroup[];
}

export interface TfjsWeightGroup {
  /** Files whose contents, one after the other, are the group's weights in the order of `weights`. */
  readonly paths: readonly string[];
  readonly weights: readonly TfjsWeight[];
}

export interface TfjsWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** How the values are stored, where not as they are: value = code * scale + min for whole numbers. */
  readonly quantization?:
    | { readonly dtype: "uint8" | "uint16"; readonly scale: number; readonly min: number }
    | { readonly dtype: "float16" };
}
