import { z } from "zod";
import type { Json } from "./canonical.ts";
import type { PluginSpec } from "./contract.ts";
import { ConfigError } from "./errors.ts";

/** The parameters of a plugin: all that stands beside its name. */
export function parametersOf(spec: PluginSpec): Record<string, Json> {
  const { name: _, ...parameters } = spec;
  return parameters;
}

/**
 * Reads a plugin's parameters through its schema.
 * @throws ConfigError that names the plugin, the parameter and the value
 */
export function readParameters<S extends z.ZodType>(
  plugin: string,
  schema: S,
  parameters: Readonly<Record<string, Json>>,
): z.output<S> {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues
      .map((issue) => `${plugin}: ${issue.path.length === 0 ? "" : `${issue.path.join(".")}: `}${issue.message}`)
      .join("\n"),
  );
}

/** A factor that shrinks what it is applied to, without wiping it out. */
export const decay = z.number().gt(0).lt(1);
export const positive = z.number().positive();
