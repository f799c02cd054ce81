import { outputCountOf } from "../../contract/model-sizes.ts";
import { damaged } from "../model-folder/part-json.ts";
import type { TfidfModel } from "./model.ts";

/** The files of a tf-idf model, beside the config.json that all model folders have. */
export const TFIDF_FILES = {
  /** UTF-8: one term a line, without a last line break; words hold no white space, and pairs a single space. */
  terms: "terms.txt",
  /** Little-endian float32: idf [terms], weights [terms, outputs], intercepts [outputs]. */
  weights: "weights.f32",
} as const;

/** Contents by file name. */
export function tfidfFiles({ terms, idf, weights, intercepts }: TfidfModel): Record<string, string | Uint8Array> {
  const all = new Float32Array(idf.length + weights.length + intercepts.length);
  all.set(idf);
  all.set(weights, idf.length);
  all.set(intercepts, idf.length + weights.length);
  return { [TFIDF_FILES.terms]: terms.join("\n"), [TFIDF_FILES.weights]: new Uint8Array(all.buffer) };
}

/**
 * The model of a folder's files.
 * @param pairs whether words that follow one another are terms, which the files do not say
 * @param labels as the folder's config.json has them
 * @param weightsFile how messages call the file of weights
 * @throws RecordError where the numbers are not as many as terms and labels need
 */
export function parseTfidf(
  files: { readonly terms: string; readonly weights: Uint8Array },
  { pairs, labels }: Pick<TfidfModel, "pairs" | "labels">,
  weightsFile: string = TFIDF_FILES.weights,
): TfidfModel {
  const terms = files.terms === "" ? [] : files.terms.split("\n");
  const outputs = outputCountOf(labels.length);
  const needed = terms.length + terms.length * outputs + outputs;
  const bytes = needed * Float32Array.BYTES_PER_ELEMENT;
  if (files.weights.byteLength !== bytes) {
    throw damaged(
      weightsFile,
      `it must have ${bytes} bytes for ${terms.length} terms and ${labels.length} labels, and has ${files.weights.byteLength}`,
    );
  }
  const numbers = new Float32Array(Uint8Array.from(files.weights).buffer);
  return {
    pairs,
    labels,
    terms,
    idf: Float64Array.from(numbers.subarray(0, terms.length)),
    weights: numbers.slice(terms.length, needed - outputs),
    intercepts: numbers.slice(needed - outputs),
  };
}
