import { z } from "zod";
import type { PluginSpec } from "../contract.ts";
import { unknownName } from "../registry.ts";
import type { KnownNames, PluginKind, Shorthand } from "./known-names.ts";

const atLeast = (least: number) => z.int().min(least);
const parameter = z.json().meta({ id: "parameter" });

/** Values of a shorthand that append no technique: their cell is the plain one, whatever it is called. */
const PLAIN: Readonly<Record<Shorthand, readonly string[]>> = {
  distillation: ["none"],
  pruning: ["none"],
  quantization: ["float32", "none"],
};

/** How a shorthand that a cell does not name is written for a reader. */
export function plainName(shorthand: Shorthand): string {
  return PLAIN[shorthand][0] ?? "none";
}

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
    batchSize: atLeast(1).describe("Texts in a training step."),
    epochs: atLeast(1).describe("Passes over the training rows."),
    threads: atLeast(1).describe("Threads of training and of serving."),
    validation: z
      .number()
      .min(0)
      .max(0.5)
      .describe("Share of the training rows that selects; 0 selects on the test rows, as the document does."),
    "model.vocabulary": atLeast(3).describe("Rows of the embedding, padding and <OOV> included."),
    "model.maxLength": atLeast(1).describe("Positions that a text is padded or cut to."),
    "model.embedding": atLeast(1).describe("Columns of the embedding."),
    "model.hidden": z.array(atLeast(1)).describe("Widths of the relu layers."),
    "model.pooling": z
      .enum(["all", "words"])
      .describe("Mean over all positions, padding included, or over words only."),
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
  };
}

type AxisSchemas = ReturnType<typeof axisSchemas>;
export type Axis = keyof AxisSchemas;

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
  const problemOf = (spec: PluginSpec) => {
    if (!bare.includes(spec.name)) return names.parameterProblem(registry, spec);
    return Object.keys(spec).length === 1 ? null : `${kind} ${spec.name} takes no parameters`;
  };
  return z
    .union([name, z.object({ name }).catchall(parameter)], { error: "must be a name or { name, parameters }" })
    .transform((written): PluginSpec => (typeof written === "string" ? { name: written } : written))
    .superRefine((spec, context) => {
      const problem = problemOf(spec);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    });
}
