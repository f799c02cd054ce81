/**
 * Schemas of experiments in plan.json and records.jsonl. Their types are written out in experiment.ts and the schemas are
 * checked against them, since a worker imports the types and must not be bundled with the code that reads records.
 */
import * as z from "zod";
import type { Json } from "../base/canonical-json.ts";
import { mapValues } from "../base/map-values.ts";
import {
  type EarlyStoppingSpec,
  type Experiment,
  type ModelShape,
  type ModelSpec,
  type PluginSpec,
  type ServingSpec,
  type TokenizerSpec,
  type TrainingSpec,
  WHOLE_BATCH,
} from "./experiment.ts";
import type { Field, FieldTable } from "./fields.ts";
import { MODEL_FIELDS } from "./model-fields.ts";
import { SERVING_FIELDS } from "./serving-fields.ts";
import { TOKENIZER_FIELDS } from "./tokenizer-fields.ts";
import { TRAINING_FIELDS } from "./training-fields.ts";

/** Exactly one schema for each field of T. */
type FieldsOf<T> = { readonly [K in keyof T]-?: z.ZodType<T[K]> };

/** Any JSON value, unchecked: what was read from JSON is already one. */
export const anyJson = z.custom<Json>();

export const pluginSchema: z.ZodType<PluginSpec> = z.object({ name: z.string() }).catchall(anyJson);

export const tokenizerSchema = z.object({
  ...shapeOf(TOKENIZER_FIELDS),
  unknownWords: z.enum(["oov", "padding"]).exactOptional(),
}) as unknown as z.ZodType<TokenizerSpec>;

const modelSchema = z.object(shapeOf(MODEL_FIELDS)) as unknown as z.ZodType<ModelShape>;

/** The sizes of a model after techniques, which may have made them smaller than a matrix allows. */
export const modelSpecSchema = z.object({
  ...shapeOf(MODEL_FIELDS, ({ schema, default: value }) => (typeof value === "number" ? z.number() : schema)),
  classes: z.int(),
}) as unknown as z.ZodType<ModelSpec>;

const trainingSchema = z.object({
  ...shapeOf(TRAINING_FIELDS),
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
  rowsSeed: z.int().exactOptional(),
} satisfies Partial<FieldsOf<TrainingSpec>>) as unknown as z.ZodType<TrainingSpec>;

const thresholdSchema = z.union([
  z.number(),
  z.object({ precision: z.number() }),
  z.object({ recall: z.number() }),
  z.object({ falseNegativeCost: z.number() }),
]);

const servingSchema = z.object({
  ...shapeOf(SERVING_FIELDS),
  backend: z.string(),
  threads: z.int(),
  threshold: thresholdSchema.exactOptional(),
}) as unknown as z.ZodType<ServingSpec>;

export const experimentSchema: z.ZodType<Experiment> = z.object({
  /** A folder is called so: a path in a file from elsewhere must not lead out of a run folder. */
  id: z.string().regex(/^[\w-]+$/, "must be an experiment's id: letters, digits, _ and -"),
  dataset: z.string(),
  tokenizer: tokenizerSchema,
  model: modelSchema,
  training: trainingSchema,
  techniques: z.array(pluginSchema),
  serving: servingSchema,
} satisfies FieldsOf<Experiment>);

/** The fields of a table, of which some may be absent. */
function shapeOf(
  fields: FieldTable,
  schemaOf: (field: Field) => z.ZodType = ({ schema }) => schema,
): Record<string, z.ZodType> {
  return mapValues(fields, (field) => {
    const schema = schemaOf(field);
    return field.absent === undefined ? schema : z.exactOptional(schema);
  });
}
