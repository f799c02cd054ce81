import type { TokenizerSpec } from "../../harness/contract/index.ts";

/** Which part of our serving to time. */
export type ServingJob =
  | {
      /**
       * "encoded": batches of encoded ids; "one text": text in, probability out, one at a time; "texts": the same in batches;
       * "passes": likewise, as long as a program of others that can only be timed from outside.
       */
      readonly kind: "encoded" | "one text" | "texts" | "passes";
      readonly backend: string;
      /** 1 by default. */
      readonly threads?: number;
      /** How the embedding is stored: float32 by default. */
      readonly storage?: Storage;
    }
  | { readonly kind: "tokenizing" }
  /** Batches of texts to the embeddings of a sentence encoder. */
  | { readonly kind: "sentences"; readonly backend: string; readonly encoder: string }
  /** Encoding of Chinese texts. */
  | { readonly kind: "spaceless"; readonly segmenter: TokenizerSpec["segmenter"] }
  /** Means of rows alone, on backend simd. */
  | { readonly kind: "pooling"; readonly storage: Storage }
  /** Loops that only count, one in each of some threads: what the machine's cores allow. */
  | { readonly kind: "counting"; readonly threads: number };

export type Storage = "float32" | "int8-table";

export type ServingChildJob = ServingJob & {
  readonly corpusFolder: string;
  /** Paths of the model's files. */
  readonly models: Readonly<Record<Storage, string>>;
};
