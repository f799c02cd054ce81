/** Which part of our serving to time. */
export type ServingJob =
  | {
      /**
       * "encoded": batches of encoded ids; "one text": text in, probability out, one at a time; "passes": the same in
       * batches, repeatedly over all texts.
       */
      readonly kind: "encoded" | "one text" | "passes";
      readonly backend: string;
    }
  | { readonly kind: "tokenizing" };

export type ServingChildJob = ServingJob & {
  readonly corpusFolder: string;
  /** Path of the model file. */
  readonly model: string;
};
