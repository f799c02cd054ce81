import { describe, expect, test } from "vitest";
import * as z from "zod";
import { acceptsBy, refusalBy } from "../../../../harness/base/documents/accepts.ts";
import { planSchema } from "../../../../harness/contract/plan.ts";
import { recordSchema } from "../../../../harness/contract/record.ts";
import { servingSampleSchema } from "../../../../harness/contract/serving-sample.ts";
import { jobSchema, resultSchema } from "../../../../harness/queue/job-data.ts";
import { type TrainingTask, trainingTasks } from "../../../../harness/queue/tasks.ts";
import { failedRecord, makePlan, okRecord, taughtRecord, timeoutRecord } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";

/** Of every kind of JSON, and on both sides of what fields ask for. */
const VALUES = [null, true, "", "a", "YWJj", "2026-08-01T10:00:00.000Z", -1, 0, 0.5, 3, 2 ** 53, [], [1], {}, { a: 1 }];

test.each<[string, z.ZodType, readonly unknown[]]>([
  ["a text", z.string(), ["", "a"]],
  ["a text of a form", z.string().regex(/^a+$/), ["a", "aa"]],
  ["base64", z.base64(), ["", "YWJj"]],
  ["a number", z.number(), [0, -0.5]],
  ["a whole number", z.int().min(1), [1, 2 ** 53 - 1]],
  ["a literal", z.literal([1, "all"]), [1, "all"]],
  ["one of several", z.enum(["a", "b"]), ["a"]],
  ["null or more", z.int().nullable(), [null, 3]],
  ["a list", z.array(z.int()), [[], [1, 2]]],
  ["a pair", z.tuple([z.int(), z.string()]), [[1, "a"]]],
  ["a union", z.union([z.string(), z.int()]), ["a", 1]],
  ["a table", z.record(z.string(), z.int()), [{}, { a: 1 }]],
  [
    "an object",
    z.object({ a: z.int(), b: z.string().exactOptional() }),
    [{ a: 1 }, { a: 1, b: "" }, { a: 1, c: null }],
  ],
  ["an object with others", z.object({ a: z.int() }).catchall(z.string()), [{ a: 1, b: "x" }]],
  [
    "a refined field that may be absent",
    z.object({
      a: z
        .string()
        .exactOptional()
        .refine((text) => text !== "a"),
    }),
    [{}, { a: "" }],
  ],
  [
    "a default that is refined",
    z.object({
      a: z
        .int()
        .default(0)
        .optional()
        .refine((a) => a !== 0),
    }),
    [{ a: 3 }],
  ],
  ["one of two alone", z.xor([z.string(), z.string().regex(/^a/), z.int()]), ["", 3]],
  ["a default", z.object({ a: z.int().default(1) }), [{}, { a: 2 }]],
  ["a refinement", z.object({ a: z.int() }).refine(({ a }) => a > 1), [{ a: 2 }]],
  ["a kind of object", z.discriminatedUnion("k", [z.object({ k: z.literal("a") })]), [{ k: "a" }]],
  ["text or none", z.union([z.null(), z.string()]), [null, "a"]],
])("%s is accepted as the schema itself does", (_, schema, right) => {
  const accepts = acceptsBy(schema);
  expect(right.map((value) => accepts(value))).toEqual(right.map(() => true));
  const others = [...VALUES, ...VALUES.flatMap((a) => [{ a }, { a, b: 1 }, [a, "a"], { k: a }])];
  expect(others.map(accepts)).toEqual(others.map((value) => schema.safeParse(value).success));
  expect(others.every(accepts)).toBe(false);
});

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
const record = okRecord(plan.cells[0]!);

const head = { plan: "0".repeat(64), run: "00000000-0000-4000-8000-000000000000", limitMs: 1000 };
const [training] = [...trainingTasks(plan.code, plan.cells, head)] as [TrainingTask];

test("what is refused has zod's own reasons, and what is accepted has none", () => {
  const schema = z.object({ a: z.int() });
  const refusal = refusalBy(schema);
  expect(refusal({ a: 1, b: 2 })).toBe(null);
  expect(refusal({ a: 1.5 })?.issues).toEqual(schema.safeParse({ a: 1.5 }).error?.issues);
});

describe.each<[string, z.ZodType, unknown]>([
  ["a record", recordSchema, taughtRecord(plan.cells[0]!)],
  ["a failed record", recordSchema, failedRecord(plan.cells[0]!)],
  ["a record of a timeout", recordSchema, timeoutRecord(plan.cells[0]!)],
  ["a sample", servingSampleSchema, sampleOf(record, 1, 1)],
  ["a plan", planSchema, plan],
  ["a job", jobSchema, training.train.data],
  ["a job of several cells", jobSchema, training.release.data],
  ["a result", resultSchema, { kind: "recorded", record, model: "0".repeat(64) }],
])("%s", (_, schema, whole) => {
  test("is accepted, and refused wherever the schema refuses another value in the place of one of its own", () => {
    const accepts = acceptsBy(schema);
    expect(accepts(whole)).toBe(true);
    let refused = 0;
    for (const changed of changedOnce(whole, [undefined, ...VALUES])) {
      const isRight = schema.safeParse(changed).success;
      expect(accepts(changed), JSON.stringify(changed)).toBe(isRight);
      if (!isRight) refused += 1;
    }
    expect(refused).toBeGreaterThan(100);
  });
});

/** The value with each of its parts replaced by each of the others, or removed for undefined. */
function* changedOnce(whole: unknown, others: readonly unknown[]): Generator<unknown> {
  if (typeof whole !== "object" || whole === null) return;
  for (const [name, own] of Object.entries(whole)) {
    const withPart = (part: unknown) =>
      Array.isArray(whole)
        ? whole.with(Number(name), part)
        : Object.fromEntries(Object.entries({ ...whole, [name]: part }).filter(([, value]) => value !== undefined));
    for (const other of others) if (other !== undefined || !Array.isArray(whole)) yield withPart(other);
    for (const part of changedOnce(own, others)) yield withPart(part);
  }
}
