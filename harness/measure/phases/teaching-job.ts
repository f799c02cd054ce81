import type { Plan, TokenizerSpec } from "../../contract/index.ts";

/** What a student's training needs in addition to its own job, as plain data. */
export interface TeachingJob {
  /** Each teacher's weights and the cost of its training. */
  readonly teachers: readonly {
    readonly trainingFolder: string;
    readonly trainWallMs: number;
    readonly processWallMs: number;
    readonly trainRun: string;
  }[];
  /** Splits unlabelled texts into words as it did those of the dataset. */
  readonly segmenter: TokenizerSpec["segmenter"];
  /** The unlabelled texts that a distillation names by id. */
  readonly unlabelled: NonNullable<Plan["unlabelled"]>;
}
