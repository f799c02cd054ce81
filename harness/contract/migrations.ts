import type { Json } from "../base/canonical-json.ts";
import { type Problem, shown } from "../base/documents/problems.ts";
import { isObject } from "../base/is-object.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";

type JsonObject = { readonly [key: string]: Json };

/** From one schema to the next. Invalid values stay as they are, for the schema to refuse. */
interface Migration {
  readonly plan: (plan: JsonObject) => JsonObject;
  readonly record: (record: JsonObject) => JsonObject;
  /** Absent before schema 3, which is the first with samples of serving. */
  readonly sample?: (sample: JsonObject) => JsonObject;
}

/** By the schema that they start from. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {
  // Early plans had no techniques that change the training, and early records no validation loss, learning rate or early
  // stopping. Schema 2 has null or an empty list in place of absent fields.
  1: {
    plan: (plan) => withEach(plan, "cells", (cell) => ({ trainedWith: [], teachers: [], ...cell })),
    record: (record) =>
      withField(record, "training", (training) => ({
        stopped: null,
        reducedAfter: null,
        evaluationWallMs: null,
        ...withEach(training, "history", (epoch) => ({ validationLoss: null, learningRate: null, ...epoch })),
      })),
  },
  // Schema 2 knew accuracy alone: a single floor, no classes, and no facts about the texts or the offer's machine.
  2: {
    plan: ({ accuracyFloor, ...plan }) => ({
      ...withEach(plan, "datasets", (dataset) => ({ positive: null, ...dataset })),
      // The records have the offers that a plan of schema 2 only names.
      offers: [],
      quality: [{ figure: "accuracy", label: null, ...(accuracyFloor as JsonObject) }],
    }),
    record: (record) => {
      if (record.status !== "ok") return record;
      const judged = withField(record, "quality", (quality) => ({
        positive: null,
        test: null,
        validation: null,
        ...quality,
      }));
      return { corpus: null, ...judged };
    },
  },
};

/** Brings what was read from plan.json or a line of records.jsonl to the current schema, or says why it cannot. */
export function migrate(kind: keyof Migration, read: Json): { readonly value: Json } | { readonly problem: Problem } {
  if (!isObject(read)) return { problem: { path: [], at: "value", message: `must be an object, got ${shown(read)}` } };
  const { schema } = read;
  if (typeof schema !== "number" || !(schema in MIGRATIONS || schema === RECORD_SCHEMA)) {
    const came = schema === undefined ? "none" : shown(schema);
    const message = `a schema from 1 to ${RECORD_SCHEMA} was needed, got ${came}`;
    return { problem: { path: ["schema"], at: "value", message } };
  }
  let value: JsonObject = read;
  for (let from = schema; from < RECORD_SCHEMA; from += 1) {
    value = { ...(MIGRATIONS[from]![kind]?.(value) ?? value), schema: from + 1 };
  }
  return { value };
}

function withField(object: JsonObject, name: string, apply: (inner: JsonObject) => JsonObject): JsonObject {
  const inner = object[name];
  return inner !== undefined && isObject(inner) ? { ...object, [name]: apply(inner) } : object;
}

function withEach(object: JsonObject, name: string, apply: (item: JsonObject) => JsonObject): JsonObject {
  const list = object[name];
  return Array.isArray(list)
    ? { ...object, [name]: list.map((item: Json) => (isObject(item) ? apply(item) : item)) }
    : object;
}
