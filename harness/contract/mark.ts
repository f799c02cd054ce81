/**
 * A line of baselines.jsonl: a mark that the configurations of a run are compared with, and that is none of its cells. The types are
 * inferred from the schema; unknown fields are kept. Of two lines of one mark the last one counts, and of one that several machines have
 * measured that of each, since costs are compared on one machine alone.
 */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";
import { groupBy } from "../base/group-by.ts";
import { priceSchema } from "./price.ts";
import { sampleMachine } from "./run-line.ts";

const number = z.number();
const positive = number.positive();
const measured = number.nullable();

/** Rises when a line cannot be read as before. */
export const MARK_SCHEMA = 1;

const header = z.object({
  schema: z.literal(MARK_SCHEMA),
  /** Which it is, such as "tfidf"; with `dataset` it names the mark. */
  name: z.string(),
  /** Id of the dataset whose rows it is about. */
  dataset: z.string(),
  /** Content id of everything that decides the line: one with the same key need not be made again. */
  key: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime({ error: "must be a time in ISO 8601, such as 2026-08-01T10:00:00.000Z" }),
});

/** A classifier that was trained once, on the rows that the cells train on, and timed. */
const measuredMark = header
  .extend({
    status: z.literal("ok"),
    /** Fingerprint of the machine, as in records. */
    host: z.string(),
    machine: z.string().exactOptional(),
    /** What computed, with its version. */
    library: z.string(),
    accuracy: number,
    testRows: z.int().positive(),
    /** Base64 of a bitset by test row, as in records. */
    correct: z.base64({ error: "must be base64" }),
    /** Labelled rows that it was trained on; absent in older lines. */
    trainingRows: z.int().positive().exactOptional(),
    trainWallMs: number,
    /** From text to label, in batches or in one process from start to end. */
    textsPerSecond: positive,
    /** The slowest and the fastest round. */
    textsPerSecondRange: z.tuple([positive, positive]),
    /** Process start to the first answer. */
    coldStartMs: measured,
    peakRssBytes: measured,
    modelBytes: z.int(),
    /** At which its dollars are computed, unless the analysis is given another one for `pricedAs`. */
    price: priceSchema,
    /** The serving backend of the plan whose offer it is. */
    pricedAs: z.string(),
  })
  .refine(({ correct, testRows }) => correct.length === base64Length(Math.ceil(testRows / 8)), {
    error: "must have a bit for each test row",
    path: ["correct"],
  });

function base64Length(bytes: number): number {
  return 4 * Math.ceil(bytes / 3);
}

/** One that could not be measured here. */
const missingMark = header.extend({
  status: z.literal("missing"),
  /** Why, and what to do about it. */
  reason: z.string(),
});

/** The list price of a service that answers instead, which nobody asked here: it has no accuracy. */
const hostedMark = header.extend({
  status: z.literal("hosted"),
  service: z.string(),
  /** What is counted, such as "tokens", and how many of it a mean test text has. */
  unit: z.string(),
  unitsPerText: number,
  usdPerMillionUnits: number,
  source: z.string(),
  /** Of the source. */
  date: z.string(),
  notes: z.string(),
});

export const markSchema = z.discriminatedUnion("status", [measuredMark, missingMark, hostedMark]);

export type MarkHeader = DeepReadonly<z.output<typeof header>>;
export type MarkLine = DeepReadonly<z.output<typeof markSchema>>;
export type MeasuredMark = Extract<MarkLine, { status: "ok" }>;
export type MissingMark = Extract<MarkLine, { status: "missing" }>;
export type HostedMark = Extract<MarkLine, { status: "hosted" }>;

/** What names a mark, on whichever machine. */
export function markId({ name, dataset }: MarkLine): string {
  return `${name} ${dataset}`;
}

/** The lines that count, in the order of the marks' first lines: what one machine has measured is not missing. */
export function lastMarks(lines: readonly MarkLine[]): MarkLine[] {
  return [...groupBy(lines, markId).values()].flatMap((several): readonly MarkLine[] => {
    const measured = several.filter((line) => line.status === "ok");
    const ofMachines = [...new Map(measured.map((line) => [sampleMachine(line), line])).values()];
    return ofMachines.length > 0 ? ofMachines : several.slice(-1);
  });
}
