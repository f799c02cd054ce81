import { z } from "zod";
import { unknownName } from "../../base/registry.ts";
import { batchSize } from "../../classifier/training/batch-size.ts";
import type { Axis } from "../../contract/axes.ts";
import { PLAIN, type Shorthand } from "../../contract/axes.ts";
import type { PluginSpec } from "../../contract/index.ts";
import { earlyStopping } from "./early-stopping.ts";
import { type KnownNames, noParameters, type PluginKind } from "./known-names.ts";

/** Bounds are far beyond any use: what lies outside is a slip, which would run for days or out of memory. */
const integer = (least: number, most: number) => z.int().min(least).max(most);
/** fastText's own number of buckets is 2,000,000. */
const MOST_BUCKETS = 10_000_000;
const parameter = z.json().meta({ id: "parameter" });

/**
 * What may stand on each axis, and as one field of `include`, `exclude` and `baseline`. Reading normalises: a plugin's
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
      'A dataset: "brown-press", "csv:train.csv" or "csv:train.csv,test=test.csv".',
    ),
    backend: backend.describe("The runtime that trains and serves."),
    trainBackend: backend.describe("The runtime that trains; wins over backend."),
    serveBackend: backend.describe("The runtime that serves; wins over backend."),
    optimizer: plugin("optimizer", "optimizer", names.optimizers, names).describe("An optimizer."),
    schedule: plugin("schedule", "schedule", names.schedules, names).describe("The course of the learning rate."),
    batchSize: batchSize.describe('Texts in a training step; "full" takes all training rows in one.'),
    epochs: integer(1, 10_000).describe("Passes over the training rows."),
    threads: integer(1, 1024).describe("Threads of training and of serving."),
    validation: z
      .number()
      .min(0)
      .max(0.5)
      .describe("Share of the training rows that selects; 0 selects on the test rows, as the document does."),
    earlyStopping: earlyStopping.describe(
      'Ends a training once the validation loss has stopped falling, "epochs" at the latest; "none" runs them all.',
    ),
    "model.vocabulary": integer(3, 1_000_000).describe("Words of the embedding, padding and <OOV> included."),
    "model.maxLength": integer(1, 65_536).describe("Words that a text is padded or cut to."),
    "model.embedding": integer(1, 4096).describe("Columns of the embedding."),
    "model.hidden": z.array(integer(1, 16_384)).max(16).describe("Widths of the relu layers."),
    "model.pooling": z
      .enum(["all", "words"])
      .describe("Mean over all positions, padding included, or over words only."),
    "model.batchNorm": z.boolean().describe("Batch normalization before every relu."),
    "model.residual": z
      .boolean()
      .describe("A connection around every hidden layer, which adds its input to its output."),
    "model.dropout": z.number().min(0).lt(1).describe("Share of every relu's outputs that a training step sets to 0."),
    "model.bigrams": integer(0, MOST_BUCKETS).describe(
      "Rows of the embedding that pairs of adjacent words are hashed to, beside those of the vocabulary; 0 is none.",
    ),
    "tokenizer.segmenter": z
      .enum(["words", "intl"])
      .describe('"words" cuts as Keras does; "intl" is for languages written without spaces.'),
    "tokenizer.fitOn": z.enum(["train", "all"]).describe("Texts that the vocabulary is counted on."),
    techniques: z
      .array(plugin("technique", "technique", names.techniques, names))
      .describe("Changes of the trained model, in order."),
    distillation: shorthand("distillation").describe(
      'A distillation, appended to techniques first; "none" appends nothing.',
    ),
    pruning: shorthand("pruning").describe('A pruning, appended to techniques second; "none" appends nothing.'),
    quantization: shorthand("quantization").describe(
      'A quantization, appended to techniques last; "float32" and "none" append nothing.',
    ),
  } satisfies Record<Axis, z.ZodType>;
}

type AxisSchemas = ReturnType<typeof axisSchemas>;

/** Some fields of a cell, normalised. */
export type Given = { readonly [A in Axis]?: z.output<AxisSchemas[A]> | undefined };

function knownName(kind: string, known: readonly string[]) {
  return z
    .string()
    .refine((name) => known.includes(name), { error: ({ input }) => unknownName(kind, String(input), known) });
}

function dataset(known: readonly string[]) {
  const nameOf = (spec: string) => spec.split(":", 1)[0] ?? "";
  return z.string().refine((spec) => known.includes(nameOf(spec)), {
    error: ({ input }) => unknownName("dataset", nameOf(String(input)), known),
  });
}

/** A plugin by name, or an object of its name and parameters. Those of `bare` names take no parameters. */
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
