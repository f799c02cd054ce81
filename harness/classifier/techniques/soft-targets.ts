import * as z from "zod";
import { ConfigError } from "../../base/errors.ts";
import { type Registry, unknownName } from "../../base/registry.ts";
import type { PluginSpec, Technique } from "../../contract/index.ts";
import { MODEL_FIELDS } from "../../contract/model-fields.ts";
import { parametersOf, readParameters } from "../../contract/plugin.ts";
import type { Distillation } from "../../contract/training-variant.ts";
import { batchSize } from "../training/batch-size.ts";
import { optimizers } from "../training/optimizers/registry.ts";
import { schedules } from "../training/schedules/registry.ts";

type Bindable = { bind(parameters: ReturnType<typeof parametersOf>): unknown };

/**
 * Training on the predictions of teachers together with the labels. A teacher is the plain cell with some fields
 * changed; it reads the student's encoded texts, so vocabulary, maxLength and tokenizer are not among them. One of another source
 * reads the same texts in its own way.
 */
export async function loadSoftTargets(): Promise<Technique> {
  const schema = parameterSchema(await pluginSchema(optimizers), await pluginSchema(schedules));
  return {
    bind: (parameters) => ({
      // The schema leaves absent fields out, which its type cannot express.
      stage: "training",
      training: { distillation: readParameters("distillation soft-targets", schema, parameters) as Distillation },
    }),
  };
}

/** Bounds are far beyond any use, as in a matrix: a value outside is a slip. */
const integer = (most: number) => z.int().min(1).max(most);

function parameterSchema(optimizer: z.ZodType<PluginSpec>, schedule: z.ZodType<PluginSpec>) {
  const { source, embedding, hidden, pooling } = MODEL_FIELDS;
  const model = z.strictObject({
    source: source.schema.optional(),
    embedding: embedding.schema.optional(),
    hidden: hidden.schema.optional(),
    pooling: pooling.schema.optional(),
  });
  const teacher = z.strictObject({
    model: model.optional(),
    optimizer: optimizer.optional(),
    schedule: schedule.optional(),
    batchSize: batchSize.optional(),
    epochs: integer(10_000).optional(),
  });
  return z.strictObject({
    teacher: teacher.prefault({}),
    seeds: integer(100).default(1),
    temperature: z.number().positive().default(2),
    mix: z.number().min(0).max(1).default(0.5),
    unlabelled: z.string().optional(),
  });
}

/** A plugin of a registry as the matrix writes one: by name, or with its parameters, which the plugin itself reads. */
async function pluginSchema(registry: Registry<Bindable>): Promise<z.ZodType<PluginSpec>> {
  const { kind, names } = registry;
  const plugins = new Map(await Promise.all(names.map(async (name) => [name, await registry.load(name)] as const)));
  return z
    .union([z.string(), z.object({ name: z.string() }).catchall(z.json())], {
      error: "must be a name or { name, parameters }",
    })
    .transform((written): PluginSpec => (typeof written === "string" ? { name: written } : written))
    .superRefine((spec, context) => {
      const plugin = plugins.get(spec.name);
      const message = plugin === undefined ? unknownName(kind, spec.name, names) : refusalOf(plugin, spec);
      if (message !== null) context.addIssue({ code: "custom", message });
    });
}

function refusalOf(plugin: Bindable, spec: PluginSpec): string | null {
  try {
    plugin.bind(parametersOf(spec));
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
