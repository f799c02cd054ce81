import type { BoundTechnique, PluginSpec, Technique } from "../contract.ts";
import { parametersOf } from "../plugin.ts";
import type { Registry } from "../registry.ts";

/** A list of techniques with their parameters, in order. @throws ConfigError */
export async function bindTechniques(
  techniques: Registry<Technique>,
  specs: readonly PluginSpec[],
): Promise<BoundTechnique[]> {
  return Promise.all(specs.map(async (spec) => (await techniques.load(spec.name)).bind(parametersOf(spec))));
}
