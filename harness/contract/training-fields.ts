/** Fields of `training` that are axes called "training.NAME", one row each; the older ones are axes by their own names. */
import * as z from "zod";
import { field } from "./fields.ts";

/** As many as one machine starts. */
const MOST_TRAINING_WORKERS = 64;

/** When workers exchange what they learned: gradients in every step, or weights in every so many, or after each round. */
export const SYNC_STEP = "step";
export const SYNC_ROUND = "round";

/** Workers have every k-th row, or whole sources of texts. */
export const OWNERS_ALIKE = "alike";
export const OWNERS_BY_SOURCE = "source";

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
  /** Processes that train together. */
  workers: field({
    schema: z.int().min(1).max(MOST_TRAINING_WORKERS),
    default: 1,
    help: "Processes that train one model together; each takes its share of every batch.",
    absent: "at the default",
  }),
  /** Every step: one batch, whose gradients are added up. Else each has rows of its own, and weights are averaged. */
  sync: field({
    schema: z.union([z.literal(SYNC_STEP), z.literal(SYNC_ROUND), z.int().min(2).max(1_000_000)], {
      error: `must be "${SYNC_STEP}", "${SYNC_ROUND}" or a whole number of steps from 2`,
    }),
    default: SYNC_STEP,
    help:
      'When workers exchange: "step" adds up their gradients in every step; a number averages their weights every so many steps of ' +
      'their own rows (local SGD); "round" after each epoch of them (federated averaging).',
    absent: "at the default",
  }),
  /** What the rows of workers that average weights have in common. */
  owners: field({
    schema: z.union([z.literal(OWNERS_ALIKE), z.literal(OWNERS_BY_SOURCE), z.number().min(0.01).max(1000)], {
      error: `must be "${OWNERS_ALIKE}", "${OWNERS_BY_SOURCE}" or a number from 0.01 to 1,000`,
    }),
    default: OWNERS_ALIKE,
    help:
      'Whose rows workers have that average weights: "alike" gives each every k-th row, "source" whole sources of texts, and a number shares ' +
      "the rows of each label out by a Dirichlet distribution with that concentration: the smaller, the less alike.",
    absent: "at the default",
  }),
  /** FedProx' mu. */
  proximal: field({
    schema: z.number().min(0).max(1000),
    default: 0,
    help: "How strongly a worker that averages weights is held to the last average (FedProx' mu); 0: not at all.",
    absent: "at the default",
  }),
  /** Whether what workers send hides their own weights. */
  secure: field({
    schema: z.boolean(),
    default: false,
    help: "Whether weights are sent under masks that cancel in the sum, so that nobody sees another worker's own.",
    absent: "at the default",
  }),
  /** Workers that drop out, the last ones. */
  leaving: field({
    schema: z
      .int()
      .min(0)
      .max(MOST_TRAINING_WORKERS - 1),
    default: 0,
    help: "How many of the workers that average weights, the last ones, drop out in the midst of the exchange halfway through the training; the others go on.",
    absent: "at the default",
  }),
};

/** Workers that take part to the end. */
export function stayingWorkers({
  workers = 1,
  leaving = 0,
}: {
  readonly workers?: number;
  readonly leaving?: number;
}): number {
  return workers - leaving;
}

/** Whether each of a training's workers has rows of its own, which no other one reads. */
export function haveOwnRows({
  workers = 1,
  sync = SYNC_STEP,
}: {
  readonly workers?: number | undefined;
  readonly sync?: Sync | undefined;
}): boolean {
  return workers > 1 && sync !== SYNC_STEP;
}

export type Sync = (typeof TRAINING_FIELDS)["sync"]["default"];
export type Owners = (typeof TRAINING_FIELDS)["owners"]["default"];
