import * as z from "zod";
import type { Json } from "../../base/canonical-json.ts";
import { phaseSchema } from "../../contract/record.ts";
import type { NoFigures } from "../analysis/no-figures.ts";

/**
 * The reasons for verdicts, the result of the control, and notes, as structures: check.json stores them, and
 * reports/words/check turns them into text. Ratios are head / base; shares and accuracies are fractions.
 */

const sideName = z.enum(["base", "head"]);
const json: z.ZodType<Json> = z.json();

/** A sentence from schema 1 of check.json. */
const text = z.object({ kind: z.literal("text"), text: z.string() });

export const noFigures = z.discriminatedUnion("status", [
  z.object({ status: z.literal("missing") }),
  z.object({ status: z.literal("stale") }),
  z.object({ status: z.literal("skipped"), reason: z.string() }),
  z.object({
    status: z.literal("failed"),
    failure: z.enum([
      "crash",
      "out-of-memory",
      "disk-full",
      "wrong-device",
      "backend",
      "bad-input",
      "non-finite",
      "bug",
    ]),
    phase: phaseSchema,
    error: z.string(),
  }),
  z.object({
    status: z.literal("timeout"),
    phase: phaseSchema,
    limitMs: z.number(),
    teacher: z.string().nullable(),
  }),
]) satisfies z.ZodType<NoFigures>;

const fingerprintDifference = z.object({ key: z.string(), base: json, head: json });

const loopMs = z.object({ before: z.number(), after: z.number() });

/** What base against base and the fixed loop showed. */
export const controlReason = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("too-few-pairs"), needed: z.number(), taken: z.number() }),
  z.object({ kind: z.literal("pairs-differ"), metric: z.string(), ratio: z.number(), p: z.number() }),
  z.object({ kind: z.literal("loop-differs"), loopMs }),
  z.object({ kind: z.literal("held"), margin: z.number(), loopMs: loopMs.nullable() }),
  text,
]);

/** What the pairs of one metric and cell show. */
const pairsFinding = z.discriminatedUnion("kind", [
  /** Not tested, because the screen looked unchanged, or tested and not significant. */
  z.object({ kind: z.literal("nothing-proven") }),
  z.object({ kind: z.literal("too-few-pairs"), candidates: z.number(), needed: z.number(), taken: z.number() }),
  /** Significant, but smaller than the minimum: milliseconds of a sample's timed work, or bytes. */
  z.object({ kind: z.literal("too-small"), unit: z.enum(["ms", "bytes"]), change: z.number(), least: z.number() }),
  /** `atLeast` is the end of the interval closer to no change. */
  z.object({ kind: z.literal("proven"), candidates: z.number(), atLeast: z.number() }),
]);

const testRows = z.object({ dataset: z.string(), testRows: z.array(z.number()) });

export const rowReason = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("pairs"),
    pairs: z.number(),
    margin: z.number(),
    finding: pairsFinding,
    /** The largest worsening that could have been missed; null if unbounded. */
    atWorst: z.number().nullable(),
    /** The largest worsening that a pass allows. */
    passBound: z.number(),
  }),
  z.object({ kind: z.literal("machine-moved"), control: controlReason }),
  z.object({ kind: z.literal("sample-failed"), side: sideName, text: z.string() }),
  /** A sampled figure with one run per side; `differences` between the machines, if any. */
  z.object({ kind: z.literal("not-paired"), matrix: z.string(), differences: z.array(fingerprintDifference) }),
  z.object({ kind: z.literal("unchanged") }),
  z.object({ kind: z.literal("replaced") }),
  /** `by` is signed, in the metric's unit; `share` is its size as a share of the base. */
  z.object({ kind: z.literal("resized"), by: z.number(), share: z.number(), margin: z.number() }),
  /** A derived figure of which the sampled one was not judged. */
  z.object({ kind: z.literal("derived") }),
  /** A derived figure, with the verdict of the sampled one. */
  z.object({ kind: z.literal("follows"), metric: z.string() }),
  /** Nothing but a limit applies to it, and it is kept. */
  z.object({ kind: z.literal("within-limit"), bound: z.enum(["max", "min"]), text: z.string(), where: z.string() }),
  z.object({
    kind: z.literal("accuracy"),
    /** Head minus base, pooled over the runs. */
    difference: z.number(),
    /** 95 % interval over the test rows; null on equal machines, where the difference itself decides. */
    interval: z.object({ low: z.number(), high: z.number() }).nullable(),
    runs: z.number(),
    testRows: z.number(),
    margin: z.number(),
    /** Of McNemar's test; null for a figure other than accuracy. */
    p: z.number().nullable(),
    differences: z.array(fingerprintDifference),
  }),
  z.object({ kind: z.literal("other-test-rows"), base: testRows, head: testRows }),
  z.object({ kind: z.literal("lost-figure") }),
  z.object({ kind: z.literal("only-in-head") }),
  z.object({ kind: z.literal("no-cell") }),
  z.object({ kind: z.literal("no-run"), seed: z.number(), repeat: z.number() }),
  z.object({ kind: z.literal("unfinished"), side: sideName, seed: z.number(), why: noFigures }),
  text,
]);

/** Remarks that are not verdicts. `where` is file:line:column in limits.json. */
export const checkNote = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("base-skipped"), label: z.string(), reason: z.string() }),
  z.object({ kind: z.literal("new-cell"), label: z.string() }),
  /** Stored results have no pairs. `matrix` is as the user named it, or its name; `dataset` takes the place of the matrix's. */
  z.object({ kind: z.literal("not-paired"), matrix: z.string(), dataset: z.string().exactOptional() }),
  z.object({ kind: z.literal("new-figure"), metric: z.string(), cells: z.number(), matched: z.number() }),
  /** Pairs of samples that other programs disturbed, even when they were taken again, of all. */
  z.object({ kind: z.literal("disturbed"), pairs: z.number(), taken: z.number() }),
  z.object({ kind: z.literal("waiver-expired"), where: z.string(), metric: z.string(), until: z.string() }),
  z.object({ kind: z.literal("matches-no-cell"), where: z.string(), metric: z.string(), matrix: z.string() }),
  /** A limit or waiver whose figure no matching cell has; `classes` are those of their data. */
  z.object({
    kind: z.literal("nothing-to-judge"),
    where: z.string(),
    metric: z.string(),
    className: z.string().nullable(),
    classes: z.array(z.string()),
  }),
  text,
]);

export type FingerprintDifference = z.output<typeof fingerprintDifference>;
export type ControlReason = z.output<typeof controlReason>;
export type PairsFinding = z.output<typeof pairsFinding>;
export type RowReason = z.output<typeof rowReason>;
export type CheckNote = z.output<typeof checkNote>;
