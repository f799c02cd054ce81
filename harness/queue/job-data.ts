/**
 * What a job says: plain data, of which a worker believes nothing that these schemas refuse. It names datasets by what the plan
 * says, artifacts by content keys, and holds no code.
 */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { plannedCellSchema, planSchema } from "../contract/plan.ts";
import { recordSchema } from "../contract/record.ts";
import { servingSampleSchema } from "../contract/serving-sample.ts";
import { ARTIFACT_NAME } from "./artifacts/artifact-store.ts";

/** A change that workers of the same measuring code could misread takes another number. */
export const JOB_SCHEMA = 1;

/** Characters of a job's data, or of its result, that are read at all. */
export const LARGEST_PAYLOAD = 16_000_000;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const head = {
  schema: z.literal(JOB_SCHEMA),
  /** SHA-256 of the plan's header, under which Redis has it. */
  plan: sha256,
  /** Of a run folder, so that two that run the same matrix do not take each other's results. */
  run: z.uuid(),
  /** Time limit of each phase. */
  limitMs: z
    .number()
    .positive()
    .max(2 ** 31 - 1),
};

/** What a source of models or word vectors is read from, where that is no package: files that travel as an artifact. */
const contentSchema = z.object({
  /** As the plan names the source, or the vectors. */
  id: z.string(),
  /** Of the artifact's seal, and so of all in it. */
  sha256,
  /** Of the file or folder within the artifact. */
  path: z.string().regex(ARTIFACT_NAME),
});

export type Content = z.output<typeof contentSchema>;

/** All of a plan but its cells, which stand in jobs. */
export const planHeaderSchema = planSchema
  .omit({ cells: true })
  .extend({ contents: z.array(contentSchema).exactOptional() });

export type PlanHeader = DeepReadonly<z.output<typeof planHeaderSchema>>;

export const jobSchema = z.discriminatedUnion("kind", [
  /** Trains what a cell needs, teachers included. */
  z.object({ kind: z.literal("train"), ...head, cell: plannedCellSchema }),
  /** The parent of a training: adds the jobs of the cells that waited for it. */
  z.object({ kind: z.literal("release"), ...head, cells: z.array(plannedCellSchema).min(1) }),
  /** Compresses and serves. */
  z.object({ kind: z.literal("cell"), ...head, cell: plannedCellSchema }),
  /** Samples of serving that belong together: one machine takes all of them. */
  z.object({
    kind: z.literal("round"),
    ...head,
    round: z.int().positive(),
    cells: z
      .array(
        z.object({
          cell: plannedCellSchema,
          /** SHA-256 of the model's seal. */
          model: sha256,
          /** Requests a second at which a search begins. */
          load: z.number().positive().exactOptional(),
        }),
      )
      .min(1),
  }),
]);

export type JobData = DeepReadonly<z.output<typeof jobSchema>>;
export type JobOf<K extends JobData["kind"]> = Extract<JobData, { kind: K }>;

export const resultSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("trained"),
    /** What the cell's record says where there are no weights; null if there are. */
    unfinished: recordSchema.nullable(),
  }),
  z.object({ kind: z.literal("released") }),
  z.object({
    kind: z.literal("recorded"),
    record: recordSchema,
    /** SHA-256 of the model's seal; null where there is none. */
    model: sha256.nullable(),
  }),
  z.object({
    kind: z.literal("sampled"),
    samples: z.array(servingSampleSchema),
    /** Cells that could not be sampled, and why. */
    unsampled: z.array(z.object({ experiment: z.string(), repeat: z.int(), reason: z.string() })),
  }),
]);

export type JobResult = DeepReadonly<z.output<typeof resultSchema>>;
