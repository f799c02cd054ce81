import * as z from "zod";
import type { KnownKeys } from "../../base/documents/issues.ts";
import type { JsonPath } from "../../base/documents/problems.ts";
import { unknownName } from "../../base/registry.ts";
import { AXES, type Axis } from "../../contract/axes.ts";
import { DEFAULT_BACKEND } from "../../contract/backend.ts";
import { statedComplianceSchema } from "../../contract/compliance.ts";
import type { FieldTable, GroupAxis } from "../../contract/fields.ts";
import { MODEL_FIELDS } from "../../contract/model-fields.ts";
import { billingSchema, ownPriceSchema, pricingSchema } from "../../contract/own-price.ts";
import { type PrecisionSpec, precisionSchema } from "../../contract/precision.ts";
import { QUALITY_FIGURES, type QualityRule } from "../../contract/quality-rule.ts";
import { SERVING_FIELDS } from "../../contract/serving-fields.ts";
import { TOKENIZER_FIELDS } from "../../contract/tokenizer-fields.ts";
import { TRAINING_FIELDS } from "../../contract/training-fields.ts";
import { axisSchemas } from "./axes.ts";
import { EARLY_STOPPING_KEYS } from "./early-stopping.ts";
import type { KnownNames } from "./known-names.ts";
import { REFERENCE_OPTIMIZER } from "./settings.ts";
import { THRESHOLD_KEYS } from "./threshold.ts";

/** More runs than this are a mistake: at one second each they would take hours. */
export const MOST_RUNS = 10_000;
const LARGEST_SEED = 2 ** 32 - 1;

/** The grammar of a matrix file. Every field of `base` defaults to the reference experiment's. */
export function matrixSchema(names: KnownNames) {
  const fields = axisSchemas(names);
  const cell = z.strictObject(fields).partial().meta({ id: "cell" });
  return z
    .strictObject({
      $schema: z.string().optional().describe("Where an editor finds this schema."),
      name: z
        .string()
        .regex(/^[a-z0-9-]+$/, {
          error: "must be lowercase letters, digits and hyphens, since it names the run folder",
        })
        .refine((name) => !(name in {}), {
          error: "is a property of all objects in JavaScript, by which Vega draws no chart; give another name",
        })
        .describe("The run folder's name."),
      description: z.string().optional().describe("What the matrix is for."),
      base: baseSchema(fields).prefault({}).describe("What all cells share; by default the reference experiment."),
      axes: axesSchema(fields).prefault({}).describe("Values to combine, each with each, in the order written."),
      given: z
        .array(givenAxis())
        .default([])
        .describe(
          "Axes whose values a user has rather than chooses, such as training.rows: each of their values has an answer of its own.",
        ),
      include: z.array(cell).default([]).describe("Extra cells: base plus these fields."),
      exclude: z.array(cell).default([]).describe("Combinations of the axes to leave out."),
      seeds: z
        .array(z.int().min(0).max(LARGEST_SEED))
        .min(1)
        .superRefine(refuseRepeats)
        .default([1])
        .describe("Every cell runs once with each seed."),
      repeats: z
        .int()
        .min(1)
        .max(MOST_RUNS)
        .default(1)
        .describe("Repetitions of every cell and seed, training included."),
      precision: z
        .strictObject(precisionSchema.shape)
        .optional()
        .describe("Repeats until a figure is known this precisely, in every configuration."),
      baseline: cell
        .optional()
        .describe(
          "Fields of the one cell that the others are compared with. " +
            "Needed where a rule of quality is withinPoints, as the default is, unless there is one cell, its own baseline.",
        ),
      quality: z
        .array(qualityRuleSchema())
        .min(1)
        .optional()
        .describe("What counts as good enough; all rules apply. By default accuracy, withinPoints 1."),
      accuracyFloor: floorSchema()
        .optional()
        .describe("Short for one rule on accuracy: withinPoints of the baseline, or atLeast a fraction."),
      labels: z
        .record(z.string(), z.string())
        .refine((labels) => Object.keys(labels).length > 0, { error: "must name at least one label" })
        .optional()
        .describe(
          "Label of a model that was trained elsewhere (onnx:FOLDER) -> the label of the data that it stands for, where their names differ.",
        ),
      compliance: statedComplianceSchema
        .optional()
        .describe(
          "What only you know of the data, for the note on compliance in each run folder; all of it is optional.",
        ),
      pricing: pricingSchema(names)
        .default({})
        .describe(
          "Backend -> an offer of the price sheet by its id, or a price of your own; each backend has a default.",
        ),
    })
    .superRefine(refuseTwoFloors)
    .superRefine(refuseFewerSeeds);
}

function refuseTwoFloors(
  { quality, accuracyFloor }: { readonly quality?: unknown; readonly accuracyFloor?: unknown },
  context: z.RefinementCtx,
): void {
  if (quality === undefined || accuracyFloor === undefined) return;
  const message = "is short for a rule of quality: write the rule there, and leave this out";
  context.addIssue({ code: "custom", path: ["accuracyFloor"], message });
}

/** Seeds that are listed are trained, however few would do. */
function refuseFewerSeeds(
  { seeds, precision }: { readonly seeds?: readonly number[]; readonly precision?: PrecisionSpec | undefined },
  context: z.RefinementCtx,
): void {
  if (precision?.metric !== "accuracy" || seeds === undefined || precision.maxRepeats >= seeds.length) return;
  const message = `must be at least ${seeds.length}, the number of seeds, since accuracy is repeated with further ones`;
  context.addIssue({ code: "custom", path: ["precision", "maxRepeats"], message });
}

export type MatrixFile = z.output<ReturnType<typeof matrixSchema>>;
type Fields = ReturnType<typeof axisSchemas>;

/** The keys that the object at a path may have, to suggest one for a misspelled key. */
export function knownKeys(names: KnownNames): (path: JsonPath) => KnownKeys {
  const fields = axisSchemas(names);
  const base = baseSchema(fields).shape;
  const axis: KnownKeys = { kind: "axis", keys: Object.keys(fields), wayOut: dotted };
  const objects: Readonly<Record<string, KnownKeys>> = {
    "": { kind: "key", keys: Object.keys(matrixSchema(names).shape) },
    base: { kind: "field", keys: Object.keys(base), wayOut: nested },
    "base.tokenizer": { kind: "field", keys: Object.keys(base.tokenizer.unwrap().shape) },
    "base.model": { kind: "field", keys: Object.keys(base.model.unwrap().shape) },
    "base.training": { kind: "field", keys: Object.keys(base.training.unwrap().shape) },
    "base.serving": { kind: "field", keys: Object.keys(base.serving.unwrap().shape) },
    axes: axis,
    include: axis,
    exclude: axis,
    baseline: axis,
    precision: { kind: "field", keys: Object.keys(precisionSchema.shape) },
    compliance: { kind: "field", keys: Object.keys(statedComplianceSchema.shape) },
    accuracyFloor: { kind: "field", keys: Object.keys(bounds) },
    quality: { kind: "field", keys: [...Object.keys(qualityFigures), ...Object.keys(bounds)] },
  };
  return (path) => {
    const named = path.filter((part) => typeof part === "string");
    if (named[0] === "pricing" && named.length > 1) {
      return {
        kind: "field",
        keys: Object.keys(named.at(-1) === "billing" ? billingSchema.shape : ownPriceSchema.shape),
      };
    }
    if (named.at(-1) === "earlyStopping") return EARLY_STOPPING_KEYS;
    if (named.at(-1) === "threshold") return THRESHOLD_KEYS;
    return objects[named.join(".")] ?? { kind: "key", keys: [] };
  };
}

/** What other tools have as a setting of the training. */
const LEARNING_RATE = /^(learning[_-]?rate|lr)$/i;

/** "learningRate", in the base or among axes */
function ofOptimizer(key: string): string | null {
  return LEARNING_RATE.test(key)
    ? 'it is the optimizer\'s: "optimizer": { "name": "adam", "learningRate": 0.01 }'
    : null;
}

/** "model.embedding" in the base */
function nested(key: string): string | null {
  const [group, name] = key.split(".", 2);
  return AXES.some((axis) => axis === key) && name !== undefined
    ? `in base, write "${group}": { "${name}": … }, or make it an axis`
    : ofOptimizer(key);
}

/** "model" where axes are named */
function dotted(key: string): string | null {
  const example = AXES.find((axis) => axis.startsWith(`${key}.`));
  return example === undefined ? ofOptimizer(key) : `here, write each of its fields with a dot, such as "${example}"`;
}

function baseSchema(fields: Fields) {
  return z.strictObject({
    dataset: fields.dataset.default("brown-press"),
    tokenizer: groupSchema("tokenizer", TOKENIZER_FIELDS, fields).prefault({}),
    model: groupSchema("model", MODEL_FIELDS, fields).prefault({}),
    training: groupSchema("training", TRAINING_FIELDS, fields).prefault({}),
    serving: groupSchema("serving", SERVING_FIELDS, fields).prefault({}),
    backend: fields.backend.default(DEFAULT_BACKEND),
    trainBackend: fields.trainBackend.optional(),
    serveBackend: fields.serveBackend.optional(),
    optimizer: fields.optimizer.prefault(REFERENCE_OPTIMIZER),
    schedule: fields.schedule.prefault({ name: "constant" }),
    batchSize: fields.batchSize.default(32),
    epochs: fields.epochs.default(10),
    validation: fields.validation.default(0.1),
    earlyStopping: fields.earlyStopping.default(null),
    threads: fields.threads.default(1),
    threshold: fields.threshold.default(null),
    techniques: fields.techniques.default([]),
    distillation: fields.distillation.default(null),
    privacy: fields.privacy.default(null),
    pruning: fields.pruning.default(null),
    quantization: fields.quantization.default(null),
  });
}

/** An object of a group's fields, each with its default. */
function groupSchema<P extends string, F extends FieldTable>(
  group: P,
  table: F,
  fields: Readonly<Record<GroupAxis<P, F>, z.ZodType>>,
) {
  const withDefaults = Object.keys(table).map((name) => {
    const axis: GroupAxis<P, F> = `${group}.${name}`;
    const schema: z.ZodType = fields[axis];
    return [name, schema.default(table[name]!.default)];
  });
  return z.strictObject(Object.fromEntries(withDefaults) as { [K in keyof F]: z.ZodDefault<F[K]["schema"]> });
}

function axesSchema(fields: Fields) {
  const lists = Object.entries(fields).map(([axis, schema]) => [axis, z.array<z.ZodType>(schema).min(1)]);
  return z.strictObject(Object.fromEntries(lists) as Record<Axis, z.ZodArray>).partial();
}

/** No enumeration to zod, which would suggest nothing for a misspelled name; to an editor it is one. */
function givenAxis() {
  return z
    .string()
    .refine((axis) => AXES.some((one) => one === axis), {
      error: ({ input }) => unknownName("axis", String(input), AXES),
    })
    .meta({ enum: [...AXES] })
    .transform((axis) => axis as Axis);
}

const bounds = {
  withinPoints: z.number().min(0).max(100).optional().describe("Percentage points below the baseline."),
  atLeast: z.number().min(0).max(1).optional().describe("A fraction, such as 0.85."),
};

function floorSchema() {
  return z.strictObject(bounds).transform(boundOf);
}

function boundOf(
  { withinPoints, atLeast }: { readonly withinPoints?: number | undefined; readonly atLeast?: number | undefined },
  context: z.RefinementCtx,
) {
  if (withinPoints !== undefined && atLeast === undefined) return { withinPoints };
  if (atLeast !== undefined && withinPoints === undefined) return { atLeast };
  // A misspelled name has its own message.
  if (context.issues.length > 0) return z.NEVER;
  context.addIssue({ code: "custom", message: "must have either withinPoints or atLeast" });
  return z.NEVER;
}

const ofAllClasses = z.literal(true).optional();
const ofOneClass = z.string().optional();
const qualityFigures = {
  accuracy: ofAllClasses.describe("Share of right answers."),
  macroF1: ofAllClasses.describe("Mean F1 of the classes."),
  balancedAccuracy: ofAllClasses.describe("Mean recall of the classes."),
  f1: ofOneClass.describe("The class whose F1 counts."),
  precision: ofOneClass.describe("The class whose precision counts."),
  recall: ofOneClass.describe("The class whose recall counts."),
} satisfies Readonly<Record<QualityRule["figure"], z.ZodType>>;

/** { "recall": "fraud", "atLeast": 0.8 } */
function qualityRuleSchema() {
  return z.strictObject({ ...qualityFigures, ...bounds }).transform((rule, context): QualityRule => {
    const bound = boundOf(rule, context);
    const named = QUALITY_FIGURES.filter((figure) => rule[figure] !== undefined);
    const [figure] = named;
    if (context.issues.length > 0) return z.NEVER;
    if (figure === undefined || named.length > 1) {
      context.addIssue({ code: "custom", message: `must name exactly one of ${QUALITY_FIGURES.join(", ")}` });
      return z.NEVER;
    }
    const label = rule[figure];
    return { figure, label: typeof label === "string" ? label : null, ...bound };
  });
}

function refuseRepeats(seeds: readonly number[], context: z.RefinementCtx): void {
  const seen = new Set<number>();
  seeds.forEach((seed, index) => {
    if (seen.has(seed)) {
      context.addIssue({
        code: "custom",
        path: [index],
        message: `seed ${seed} is listed twice; use repeats to run a seed again`,
      });
    }
    seen.add(seed);
  });
}
