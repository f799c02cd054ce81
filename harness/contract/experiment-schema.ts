/**
 * Schemas of experiments in plan.json and records.jsonl. Their types are written out in experiment.ts and the schemas are
 * checked against them, since a worker imports the types and must not be bundled with the code that reads records.
 */
import { z } from "zod";
import type { Json } from "../base/canonical-json.ts";
import {
  type EarlyStoppingSpec,
  type Experiment,
  type ModelShape,
  type PluginSpec,
  type ServingSpec,
  type TokenizerSpec,
  type TrainingSpec,
  WHOLE_BATCH,
} from "./experiment.ts";

/** Exactly one schema for each field of T. */
type FieldsOf<T> = { readonly [K in keyof T]-?: z.ZodType<T[K]> };

/** Any JSON value, unchecked: what was read from JSON is already one. */
export const anyJson = z.custom<Json>();

export const pluginSchema: z.ZodType<PluginSpec> = z.object({ name: z.string() }).catchall(anyJson);

export const tokenizerSchema = z.object({
  segmenter: z.enum(["words", "intl"]),
  fitOn: z.enum(["train", "all"]),
  unknownWords: z.enum(["oov", "padding"]).exactOptional(),
} satisfies FieldsOf<TokenizerSpec>);

const modelSchema = z.object({
  vocabulary: z.int(),
  maxLength: z.int(),
  embedding: z.int(),
  hidden: z.array(z.int()),
  pooling: z.enum(["all", "words"]),
  batchNorm: z.boolean().exactOptional(),
  residual: z.boolean().exactOptional(),
  dropout: z.number().exactOptional(),
  bigrams: z.int().exactOptional(),
} satisfies FieldsOf<ModelShape>);

const trainingSchema = z.object({
  backend: z.string(),
  optimizer: pluginSchema,
  schedule: pluginSchema,
  batchSize: z.union([z.int(), z.literal(WHOLE_BATCH)], { error: `must be a whole number or "${WHOLE_BATCH}"` }),
  epochs: z.int(),
  validation: z.number(),
  earlyStopping: z
    .object({
      patience: z.int(),
      minDelta: z.number(),
      restoreBest: z.boolean(),
    } satisfies FieldsOf<EarlyStoppingSpec>)
    .exactOptional(),
  threads: z.int(),
  seed: z.int(),
} satisfies FieldsOf<TrainingSpec>);

const servingSchema = z.object({ backend: z.string(), threads: z.int() } satisfies FieldsOf<ServingSpec>);

export const experimentSchema: z.ZodType<Experiment> = z.object({
  id: z.string(),
  dataset: z.string(),
  tokenizer: tokenizerSchema,
  model: modelSchema,
  training: trainingSchema,
  techniques: z.array(pluginSchema),
  serving: servingSchema,
} satisfies FieldsOf<Experiment>);

/** The sizes of a model in a model folder's config.json. */
export const modelSpecSchema = modelSchema.extend({ classes: z.int() });
