import { createTermReader } from "./term-reader.ts";
import type { TermVocabulary } from "./vocabulary.ts";

/** Rows of a matrix that is mostly zeros: row r owns entries offsets[r] .. offsets[r + 1]. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** Texts as rows of tf-idf of norm 1, or of zeros where a text has no known term. */
export function tfidfRows(texts: readonly string[], vocabulary: TermVocabulary): SparseRows {
  const read = createTermReader(vocabulary);
  const offsets = new Int32Array(texts.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (const [row, text] of texts.entries()) {
    const start = indices.length;
    const norm = read(text, (term, weight) => {
      indices.push(term);
      values.push(weight);
    });
    for (let entry = start; entry < values.length; entry += 1) values[entry]! /= norm;
    offsets[row + 1] = indices.length;
  }
  return {
    rows: texts.length,
    columns: vocabulary.terms.length,
    offsets,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}
