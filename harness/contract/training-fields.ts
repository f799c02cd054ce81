/** Fields of `training` that are axes called "training.NAME", one row each; the older ones are axes by their own names. */
import * as z from "zod";
import { field } from "./fields.ts";

/** Takes all training rows. */
export const ALL_ROWS = "all";

export const TRAINING_FIELDS = {
  /** Training rows that are used, validation rows not among them: the first of a shuffle by the seed that keeps each class's share. */
  rows: field({
    schema: z.union([z.int().min(1), z.literal(ALL_ROWS)], { error: `must be a whole number from 1 or "${ALL_ROWS}"` }),
    default: ALL_ROWS,
    help: 'Training rows that are used: the first of a shuffle by the seed that keeps each class\'s share; "all" takes all of them.',
    absent: "at the default",
  }),
  /** What a training leaves as it began: nothing, or every row of the embedding. */
  frozen: field({
    schema: z.enum(["nothing", "embedding"]),
    default: "nothing",
    help: "What a training leaves as it began, such as an embedding of word vectors.",
    absent: "at the default",
  }),
};
