import type { TrainingRows } from "../../contract/training-rows.ts";

/** A corpus, and which of its training rows a cell uses. */
export interface CorpusPlace {
  readonly corpusFolder: string;
  /** Absent for all, and where the corpus holds no others. */
  readonly trainingRows?: TrainingRows;
}
