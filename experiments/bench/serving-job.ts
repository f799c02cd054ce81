/** What of our serving is to be timed. */
export type ServingJob =
  | {
      /**
       * "encoded": batches whose ids lie ready; "one text": text in, probability out, one at a time; "passes": the same in
       * batches, over all texts again and again.
       */
      readonly kind: "encoded" | "one text" | "passes";
      readonly backend: string;
    }
  | { readonly kind: "tokenizing" };

export type ServingChildJob = ServingJob & {
  readonly corpusFolder: string;
  /** File of the model. */
  readonly model: string;
};
