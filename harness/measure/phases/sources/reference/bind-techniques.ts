import type { Registry } from "../../../../base/registry.ts";
import type { BoundTechnique, PluginSpec, Technique } from "../../../../contract/index.ts";
import { parametersOf } from "../../../../contract/plugin.ts";
import type { TrainingVariant } from "../../../../contract/training-variant.ts";

/** A list of techniques with their parameters, in order. @throws ConfigError */
export async function bindTechniques(
  techniques: Registry<Technique>,
  specs: readonly PluginSpec[],
): Promise<BoundTechnique[]> {
  return Promise.all(specs.map(async (spec) => (await techniques.load(spec.name)).bind(parametersOf(spec))));
}

/** The changes that a list of techniques makes to the training; no two of them set the same part. */
export function variantOf(techniques: readonly BoundTechnique[]): TrainingVariant {
  return Object.assign({}, ...techniques.map(({ training }) => training));
}
