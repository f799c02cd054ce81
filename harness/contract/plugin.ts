import * as z from "zod";
import type { Json } from "../base/canonical-json.ts";
import { ConfigError } from "../base/errors.ts";
import type { PluginSpec } from "./experiment.ts";

/** The parameters of a plugin: everything except its name. */
export function parametersOf(spec: PluginSpec): Record<string, Json> {
  const { name: _, ...parameters } = spec;
  return parameters;
}

/** Parameters that their plugin's schema refuses. The message is for readers; the issues locate each problem. */
export class ParameterError extends ConfigError {
  readonly issues: readonly z.core.$ZodIssue[];
  /** Names of the plugin's parameters; null if its schema does not list them. */
  readonly known: readonly string[] | null;

  constructor(plugin: string, issues: readonly z.core.$ZodIssue[], known: readonly string[] | null) {
    super(
      issues
        .map((issue) => `${plugin}: ${issue.path.length === 0 ? "" : `${issue.path.join(".")}: `}${issue.message}`)
        .join("\n"),
    );
    this.issues = issues;
    this.known = known;
  }
}

/**
 * Reads a plugin's parameters through its schema.
 * @throws ParameterError that names the plugin and the parameter
 */
export function readParameters<S extends z.ZodType>(
  plugin: string,
  schema: S,
  parameters: Readonly<Record<string, Json>>,
): z.output<S> {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : null;
  throw new ParameterError(plugin, result.error.issues, known);
}

/** A factor that shrinks what it is applied to, without wiping it out. */
export const decay = z.number().gt(0).lt(1);
export const positive = z.number().positive();
/** Smaller ones are 0 in float32, and a weight without a gradient then becomes 0 / 0. */
export const divisorEpsilon = positive.min(1e-30);
