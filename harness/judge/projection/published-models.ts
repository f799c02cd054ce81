import models from "./published-models.json" with { type: "json" };

/** A well-known model with the number of parameters that its authors published. */
export interface PublishedModel {
  readonly name: string;
  readonly parameters: number;
  /** Where its authors say so. */
  readonly source: string;
  /** Of the source. */
  readonly date: string;
}

/** Smallest first. */
export const PUBLISHED_MODELS: readonly PublishedModel[] = models;
