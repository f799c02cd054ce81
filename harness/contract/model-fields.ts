/** Every field of a model, one row each. The bounds are far beyond any use: a value outside is a mistake. */
import * as z from "zod";
import { field } from "./fields.ts";

/** fastText's own number of buckets is 2,000,000. */
const MOST_BUCKETS = 10_000_000;

/** Keras' initializers. */
const RANDOM = "random";

export const MODEL_FIELDS = {
  /** Where the model comes from: a name of the registry of sources, and after a colon what that takes. Planned, with a hash of that. */
  source: field({
    schema: z.string().min(1),
    default: "reference",
    help: 'Where the model comes from: "reference" is the classifier that the other fields describe.',
    absent: "at the default",
  }),
  /** Which label of the data each label of a model stands for that was trained elsewhere, where their names differ. */
  labels: field({
    schema: z.record(z.string(), z.string()),
    default: {},
    help: "Label of a model that was trained elsewhere -> label of the data, where their names differ.",
    absent: "at the default",
  }),
  /** Rows of the embedding that stand for words, padding and <OOV> included. */
  vocabulary: field({
    schema: z.int().min(3).max(1_000_000),
    default: 10_000,
    help: "Words of the embedding, padding and <OOV> included.",
  }),
  /** Words that a text is padded or cut to. */
  maxLength: field({
    schema: z.int().min(1).max(65_536),
    default: 500,
    help: "Words that a text is padded or cut to.",
  }),
  /** Which words of a longer text are read: its last ones, as Keras' `pre` truncation has it, or its first ones. */
  keep: field({
    schema: z.enum(["end", "start"]),
    default: "end",
    help: "The end of a text that is read if it has more than maxLength words; Keras keeps the end.",
    absent: "at the default",
  }),
  /** Columns of the embedding. */
  embedding: field({ schema: z.int().min(1).max(4096), default: 16, help: "Columns of the embedding." }),
  /**
   * What the rows of words begin with: random numbers, or vectors that were trained elsewhere, as a package or file names them. Planned, with a
   * hash of them.
   */
  initial: field({
    schema: z.string().min(1),
    default: RANDOM,
    help: 'What the embedding begins with: "random", a file of word vectors, or an npm package of them.',
    absent: "at the default",
  }),
  /** Widths of the relu layers. */
  hidden: field({
    schema: z.array(z.int().min(1).max(16_384)).max(16),
    default: [24],
    help: "Widths of the relu layers.",
  }),
  /** Mean over all positions, padding included, as in the reference experiment; or over the words only. */
  pooling: field({
    schema: z.enum(["all", "words"]),
    default: "all",
    help: "Mean over all positions, padding included, or over words only.",
  }),
  /** Batch normalization before every relu. It is folded into the dense layers before a model is stored. */
  batchNorm: field({
    schema: z.boolean(),
    default: false,
    help: "Batch normalization before every relu.",
    absent: "in older files",
  }),
  /** A connection around every hidden layer, which adds the layer's input to its output. */
  residual: field({
    schema: z.boolean(),
    default: false,
    help: "A connection around every hidden layer, which adds its input to its output.",
    absent: "in older files",
  }),
  /** Share of the outputs of every relu that a training step sets to 0. */
  dropout: field({
    schema: z.number().min(0).lt(1),
    default: 0,
    help: "Share of every relu's outputs that a training step sets to 0.",
    absent: "in older files",
  }),
  /** Rows of the embedding, after those of `vocabulary`, that pairs of adjacent words are hashed to. */
  bigrams: field({
    schema: z.int().min(0).max(MOST_BUCKETS),
    default: 0,
    help: "Rows of the embedding that pairs of adjacent words are hashed to, besides those of the vocabulary; 0 for none.",
    absent: "in older files",
  }),
};
