/** plan.json. The types are inferred from the schemas; unknown fields are kept. */
import * as z from "zod";
import type { Json } from "../base/canonical-json.ts";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { dataOriginSchema, statedComplianceSchema } from "./compliance.ts";
import { anyJson, experimentSchema, pluginSchema } from "./experiment-schema.ts";
import { nameListSchema } from "./name-list.ts";
import { precisionSchema } from "./precision.ts";
import { priceSchema } from "./price.ts";
import { qualityRule } from "./quality-rule.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";

const fields = z.record(z.string(), anyJson);

/** Fields by axis, as the matrix file wrote them. */
export type Fields = Readonly<Record<string, Json>>;

export const plannedCellSchema = z.object({
  experiment: experimentSchema,
  repeat: z.int(),
  /** The cell's value on each axis as the matrix file wrote it, by which readers distinguish cells. */
  fields,
  /** Content id of the experiment without its seed: cells that differ only in seed and repeat share it. */
  configuration: z.string(),
  isBaseline: z.boolean(),
  /** The techniques that change the training, in order. */
  trainedWith: z.array(pluginSchema),
  /** What it learns from besides its training rows: a dataset's id, or "rest" for those that it does not use; absent if nothing. */
  unlabelled: z.string().exactOptional(),
  /** The plain cells whose trainings teach this one; they may be cells of the matrix too. */
  teachers: z.array(experimentSchema),
  /** Price id of the serving backend. */
  priceId: z.string(),
});

export type PlannedCell = DeepReadonly<z.output<typeof plannedCellSchema>>;

/** What was recognized in a file, or asked for: see `FileReading`. */
const fileReading = z.object({
  name: z.string(),
  separator: z.string().exactOptional(),
  encoding: z.string().exactOptional(),
  compression: z.literal("gzip").exactOptional(),
});

/** What looks wrong with data that can be used. */
const dataDoubt = z.discriminatedUnion("kind", [
  /** Classes that are called as programs write a missing value. */
  z.object({ kind: z.literal("missing-labels"), labels: z.array(z.string()).min(1) }),
  /** Classes without a test row. */
  z.object({ kind: z.literal("untested-classes"), labels: z.array(z.string()).min(1), classes: z.int() }),
  /** Few test rows for so many classes. */
  z.object({ kind: z.literal("few-rows-per-class"), testRows: z.int(), classes: z.int() }),
  /** Share of the first training texts of which a cell's tokenizer makes about one word each. */
  z.object({ kind: z.literal("spaceless-texts"), share: z.number() }),
  /** Cells that average over padding too, in too few steps for texts this short: of the worst its positions, their share that is padding, and its steps. */
  z.object({
    kind: z.literal("mostly-padding"),
    cells: z.int(),
    positions: z.int(),
    share: z.number(),
    steps: z.int(),
  }),
  /** Cells that are left out, since they ask for more training rows than there are. */
  z.object({ kind: z.literal("lacking-rows"), rows: z.array(z.int()), has: z.int(), cells: z.int() }),
  /** So many texts of one side, each of so many words, would be more words than a corpus holds, each counted once a text. */
  z.object({ kind: z.literal("large-corpus"), texts: z.int(), positions: z.int(), most: z.int() }),
]);

export type DataDoubt = DeepReadonly<z.output<typeof dataDoubt>>;

export const planSchema = z.object({
  schema: z.literal(RECORD_SCHEMA),
  name: z.string(),
  /** The matrix as the user named it, so that advice can name it too; absent before schema 3. */
  matrixFile: z.string().exactOptional(),
  /** The dataset that takes the place of the matrix's, as the user named it; absent where none does. */
  otherDataset: z.string().exactOptional(),
  /** Id of the code and the lockfile that the plan was made for. */
  code: z.string(),
  /** Axes whose values a user has rather than chooses, beside the scenario; absent if the matrix names none. */
  given: z.array(z.string()).min(1).exactOptional(),
  /** Axis name -> its values, as the matrix file wrote them, `include` cells' values added. */
  axes: z.record(z.string(), z.array(anyJson)),
  seeds: z.array(z.int()),
  repeats: z.int(),
  /** How precisely a figure is to be known; absent if the matrix does not say. */
  precision: precisionSchema.exactOptional(),
  /** Fields of the baseline cell; null if the matrix names none, which only an absolute floor allows. */
  baseline: fields.nullable(),
  /** What the matrix states of the data; absent if it states nothing. */
  compliance: statedComplianceSchema.exactOptional(),
  /** At least one; all of them apply. */
  quality: z.array(qualityRule).min(1),
  datasets: z.array(
    z.object({
      id: z.string(),
      spec: z.string(),
      labels: z.array(z.string()),
      /** The label whose F1, precision and recall count for two classes; null if the dataset names none. */
      positive: z.string().nullable(),
      rowCounts: z.object({
        train: z.int(),
        test: z.int().nullable(),
        /** Training rows left out since a test row has the same text; absent where none were looked for. */
        leftOut: z.int().exactOptional(),
        /** Further training rows left out since a test row is of the same group; likewise. */
        leftOutOfGroups: z.int().exactOptional(),
        /** Rows of both sides left out since a cell is empty; absent where there are none, or they are refused. */
        leftOutEmpty: z.int().exactOptional(),
      }),
      /** Where built-in data comes from; absent for a user's own. */
      origin: dataOriginSchema.exactOptional(),
      /** Absent if the split does not look at classes. */
      split: z.literal("stratified").exactOptional(),
      /** The column whose equal cells keep rows on one side. */
      group: z.string().exactOptional(),
      /** How files are read that are no plain ones. */
      files: z.array(fileReading).exactOptional(),
      /** What looks wrong with the test rows; absent if nothing does. */
      doubts: z.array(dataDoubt).exactOptional(),
    }),
  ),
  /** The offers that the cells' `priceId` name, as of the plan; empty before schema 3, whose records hold them. */
  offers: z.array(priceSchema),
  /** Texts that trainings read besides their cell's dataset; absent if none do. */
  unlabelled: z.array(z.object({ id: z.string(), spec: z.string() })).exactOptional(),
  /** Word vectors that embeddings begin with; absent if all begin with random numbers. */
  vectors: z
    .array(
      z.object({
        /** As experiments name them. */
        id: z.string(),
        /** As the matrix names them. */
        spec: z.string(),
        /** Of the package that they come from; absent where a file says none. */
        licence: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  /** The names that tokenizers mask; absent if none are. */
  names: z.array(nameListSchema.extend({ /** As the matrix names it. */ spec: z.string() })).exactOptional(),
  /** Where models come from, but for the reference; absent if all are the reference's. */
  sources: z
    .array(
      z.object({
        /** As experiments name it. */
        id: z.string(),
        /** As the matrix names it. */
        spec: z.string(),
        /** SPDX, as the content itself says; absent where it does not. */
        licence: z.string().exactOptional(),
        /** Present where its models were trained elsewhere, so that what their training cost is not counted. */
        isPretrained: z.literal(true).exactOptional(),
        /** Label of the model -> label of the data; absent where their names say it. */
        labelMap: z.record(z.string(), z.string()).exactOptional(),
      }),
    )
    .exactOptional(),
  /** Combinations of the axes that became fewer cells, since a source does not use what they differ in; absent if there are none. */
  joined: z
    .array(z.object({ source: z.string(), combinations: z.int(), cells: z.int(), axes: z.array(z.string()) }))
    .exactOptional(),
  cells: z.array(plannedCellSchema).min(1),
  /** ISO 8601: when a run with --fresh started; earlier trainings are not reused. */
  measuredSince: z.iso.datetime({ error: "must be a time in ISO 8601" }).exactOptional(),
  /** Whoever can open the run's files, as recipients of age; absent for files in clear. */
  encryptedTo: z.array(z.string()).min(1).exactOptional(),
});

/** The cells that a run folder is planned to hold. */
export type Plan = DeepReadonly<z.output<typeof planSchema>>;
