/** plan.json. The types follow from the schemas that read it; unknown fields are kept. */
import { z } from "zod";
import type { Json } from "../base/canonical-json.ts";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { anyJson, experimentSchema, pluginSchema } from "./experiment-schema.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";

const fields = z.record(z.string(), anyJson);

/** Fields as a matrix file wrote them, by axis. */
export type Fields = Readonly<Record<string, Json>>;

const accuracyFloor = z.union([z.object({ withinPoints: z.number() }), z.object({ atLeast: z.number() })], {
  error: "must be { withinPoints } or { atLeast } with a number",
});

export type AccuracyFloor = DeepReadonly<z.output<typeof accuracyFloor>>;

const plannedCell = z.object({
  experiment: experimentSchema,
  repeat: z.int(),
  /** The cell's value on each axis, as the matrix file wrote it: what distinguishes cells for a reader. */
  fields,
  /** Content id of the experiment less its seed: cells that differ in seed and repeat alone share it. */
  configuration: z.string(),
  isBaseline: z.boolean(),
  /** Those of the techniques that change the training, in order. */
  trainedWith: z.array(pluginSchema),
  /** Cells that teach this one by their plain training, which a cell of the matrix may share. */
  teachers: z.array(experimentSchema),
  /** Price id of the serving backend. */
  priceId: z.string(),
});

export type PlannedCell = DeepReadonly<z.output<typeof plannedCell>>;

export const planSchema = z.object({
  schema: z.literal(RECORD_SCHEMA),
  name: z.string(),
  /** Id of the code and the lockfile that the plan was made for. */
  code: z.string(),
  /** Axis name -> its values, as the matrix file wrote them, `include` cells' values added. */
  axes: z.record(z.string(), z.array(anyJson)),
  seeds: z.array(z.int()),
  repeats: z.int(),
  /** Fields of the baseline cell; null where the matrix names none, which only an absolute floor allows. */
  baseline: fields.nullable(),
  accuracyFloor,
  datasets: z.array(
    z.object({
      id: z.string(),
      spec: z.string(),
      labels: z.array(z.string()),
      rowCounts: z.object({ train: z.int(), test: z.int().nullable() }),
    }),
  ),
  /** Texts that trainings read beside their cell's dataset; absent where none do. */
  unlabelled: z.array(z.object({ id: z.string(), spec: z.string() })).exactOptional(),
  cells: z.array(plannedCell),
  /** ISO 8601: earlier trainings are not used, since a run was asked to measure everything again. */
  measuredSince: z.iso.datetime({ error: "must be a time in ISO 8601" }).exactOptional(),
});

/** What a run folder is meant to hold. */
export type Plan = DeepReadonly<z.output<typeof planSchema>>;
