import * as z from "zod";
import { unknownName } from "../../base/registry.ts";
import { batchSize } from "../../classifier/training/batch-size.ts";
import { type Axis, PLAIN, type Shorthand } from "../../contract/axes.ts";
import { MOST_THREADS } from "../../contract/backend.ts";
import { unknownDataset } from "../../contract/dataset-kinds.ts";
import type { FieldTable } from "../../contract/fields.ts";
import type { PluginSpec } from "../../contract/index.ts";
import { MODEL_FIELDS } from "../../contract/model-fields.ts";
import { SERVING_FIELDS } from "../../contract/serving-fields.ts";
import { TOKENIZER_FIELDS } from "../../contract/tokenizer-fields.ts";
import { TRAINING_FIELDS } from "../../contract/training-fields.ts";
import { earlyStopping } from "./early-stopping.ts";
import { type KnownNames, noParameters, type PluginKind } from "./known-names.ts";
import { sourceFault } from "./source-fault.ts";
import { threshold } from "./threshold.ts";

/** The bounds are far beyond any use: a value outside is a mistake that would run for days or out of memory. */
const integer = (least: number, most: number) => z.int().min(least).max(most);
const parameter = z.json().meta({ id: "parameter" });

/**
 * The values of each axis, also as a field of `include`, `exclude` and `baseline`. Reading normalizes them: a plugin's
 * name becomes { name }, and a shorthand becomes the technique that it appends, or null.
 */
export function axisSchemas(names: KnownNames) {
  const backend = knownName("backend", names.backends);
  const shorthand = (kind: Shorthand) =>
    plugin(kind, "technique", [...PLAIN[kind], ...names.shorthands[kind]], names, PLAIN[kind]).transform((spec) =>
      PLAIN[kind].includes(spec.name) ? null : spec,
    );
  return {
    dataset: dataset(names.datasets).describe(
      'A dataset: "brown-press", "csv:train.csv", "csv:train.csv,test=test.csv,positive=LABEL,dedupe", "jsonl:train.jsonl" or "parquet:train.parquet".',
    ),
    backend: backend.describe("The runtime that trains and serves."),
    trainBackend: backend.describe("The runtime that trains; wins over backend."),
    serveBackend: backend.describe("The runtime that serves; wins over backend."),
    optimizer: plugin("optimizer", "optimizer", names.optimizers, names).describe("An optimizer."),
    schedule: plugin("schedule", "schedule", names.schedules, names).describe("The course of the learning rate."),
    batchSize: batchSize.describe('Texts in a training step; "full" takes all training rows in one.'),
    epochs: integer(1, 10_000).describe("Passes over the training rows."),
    threads: integer(1, MOST_THREADS).describe("Threads of training and of serving."),
    threshold: threshold.describe(
      "For two classes, the probability from which a text is given the positive label: a number, or { precision }, { recall } or " +
        "{ falseNegativeCost } to choose it for on the validation rows.",
    ),
    validation: z
      .number()
      .min(0)
      .max(0.5)
      .describe(
        "Share of the training rows to select on; 0 selects on the test rows, as the reference experiment does.",
      ),
    earlyStopping: earlyStopping.describe(
      'Ends a training once the validation loss has stopped falling, "epochs" at the latest; "none" runs them all.',
    ),
    ...describedSchemas("model", MODEL_FIELDS),
    "model.source": source(names).describe(MODEL_FIELDS.source.help),
    ...describedSchemas("tokenizer", TOKENIZER_FIELDS),
    ...describedSchemas("training", TRAINING_FIELDS),
    ...describedSchemas("serving", SERVING_FIELDS),
    techniques: z
      .array(plugin("technique", "technique", names.techniques, names))
      .describe("Changes of the trained model, in order."),
    distillation: shorthand("distillation").describe(
      'A distillation, appended to techniques first; "none" appends nothing.',
    ),
    privacy: shorthand("privacy").describe(
      'Differential privacy of the training texts, appended to techniques second; "none" appends nothing.',
    ),
    pruning: shorthand("pruning").describe('A pruning, appended to techniques third; "none" appends nothing.'),
    quantization: shorthand("quantization").describe(
      'A quantization, appended to techniques last; "float32" and "none" append nothing.',
    ),
  } satisfies Record<Axis, z.ZodType>;
}

type AxisSchemas = ReturnType<typeof axisSchemas>;

/** Some fields of a cell, normalized. */
export type GivenFields = { readonly [A in Axis]?: z.output<AxisSchemas[A]> | undefined };

/** The schemas of a group's fields by axis, such as "model.hidden". */
function describedSchemas<P extends string, F extends FieldTable>(group: P, fields: F) {
  const schemas = Object.entries(fields).map(([name, { schema, help }]) => [`${group}.${name}`, schema.describe(help)]);
  return Object.fromEntries(schemas) as { [K in keyof F & string as `${P}.${K}`]: F[K]["schema"] };
}

function knownName(kind: string, known: readonly string[]) {
  return z
    .string()
    .refine((name) => known.includes(name), { error: ({ input }) => unknownName(kind, String(input), known) });
}

function dataset(known: readonly string[]) {
  const nameOf = (spec: string) => spec.split(":", 1)[0] ?? "";
  return z.string().refine((spec) => known.includes(nameOf(spec)), {
    error: ({ input }) => unknownDataset(String(input), known),
  });
}

/** "reference", or "onnx:FOLDER" */
function source(names: KnownNames) {
  return z.string().superRefine((spec, context) => {
    const message = sourceFault(spec, names);
    if (message !== null) context.addIssue({ code: "custom", message });
  });
}

/** A plugin by name, or an object with its name and parameters. Plugins in `bare` take no parameters. */
function plugin(
  kind: string,
  registry: PluginKind,
  known: readonly string[],
  names: KnownNames,
  bare: readonly string[] = [],
) {
  const name = knownName(kind, known);
  const problemsOf = (spec: PluginSpec) =>
    bare.includes(spec.name) ? noParameters(kind, spec) : names.parameterProblems(registry, spec);
  return z
    .union([name, z.object({ name }).catchall(parameter)], { error: "must be a name or { name, parameters }" })
    .transform((written): PluginSpec => (typeof written === "string" ? { name: written } : written))
    .superRefine((spec, context) => {
      for (const { path, at, message } of problemsOf(spec)) {
        context.addIssue({ code: "custom", path: [...path], message, params: { at } });
      }
    });
}
