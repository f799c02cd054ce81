import { doubled } from "../text/word-spans.ts";
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

const FIRST_ENTRIES = 1024;

/** Texts as rows of tf-idf of norm 1, or of zeros where a text has no known term. */
export function tfidfRows(texts: readonly string[], vocabulary: TermVocabulary): SparseRows {
  const read = createTermReader(vocabulary);
  const offsets = new Int32Array(texts.length + 1);
  let indices = new Int32Array(FIRST_ENTRIES);
  let values = new Float64Array(FIRST_ENTRIES);
  let entries = 0;
  const take = (term: number, weight: number) => {
    if (entries === indices.length) {
      indices = doubled(indices);
      const larger = new Float64Array(indices.length);
      larger.set(values);
      values = larger;
    }
    indices[entries] = term;
    values[entries] = weight;
    entries += 1;
  };
  for (const [row, text] of texts.entries()) {
    const norm = read(text, take);
    for (let entry = offsets[row]!; entry < entries; entry += 1) values[entry]! /= norm;
    offsets[row + 1] = entries;
  }
  return {
    rows: texts.length,
    columns: vocabulary.terms.length,
    offsets,
    indices: indices.slice(0, entries),
    values: values.slice(0, entries),
  };
}
