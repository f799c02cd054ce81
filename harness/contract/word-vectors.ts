/** Vectors of words that were trained elsewhere, such as GloVe's. */
export interface WordVectors {
  /** "name@<12 hex of the content's SHA-256>" */
  readonly id: string;
  /** SPDX, of the package that they come from; absent where a file says none. */
  readonly licence?: string;
  readonly width: number;
  /**
   * Reads the vectors of these words alone, in one pass.
   * @throws DataError on a file that is no list of vectors
   */
  read(words: readonly string[]): Promise<VectorsOfWords>;
}

/** A row for each word that was asked for. */
export interface VectorsOfWords {
  readonly width: number;
  /** [words, width]; zeros where there is no vector. */
  readonly values: Float32Array;
  /** By word: 1 where there is a vector. */
  readonly found: Uint8Array;
}

/** Opens a `model.initial` of a matrix: the name of a package, or a file. @throws ConfigError or DataError */
export type OpenVectors = (spec: string) => Promise<WordVectors>;
