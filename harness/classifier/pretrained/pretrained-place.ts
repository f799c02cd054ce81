import { basename, dirname, extname, join } from "node:path";

/** Where a cell's folder has the pretrained model's own files, whose config.json is not the cell's. */
export const PRETRAINED_PART = "pretrained";

export interface PretrainedPlace {
  readonly folder: string;
  /** One of the folder's graphs; undefined for the one that is there by default. */
  readonly graphName: string | undefined;
}

/** "bert/onnx/model_quantized.onnx" -> that graph of the folder "bert"; "bert" -> its model.onnx or onnx/model.onnx */
export function pretrainedPlace(path: string): PretrainedPlace {
  if (extname(path) !== ".onnx") return { folder: path, graphName: undefined };
  const own = dirname(path);
  // Hugging Face's folders have their graphs in a folder of this name.
  return basename(own) === "onnx"
    ? { folder: dirname(own), graphName: join("onnx", basename(path)) }
    : { folder: own, graphName: basename(path) };
}
