import type { Experiment, ServingSpec } from "./experiment.ts";
import { SCENARIOS, type Scenario, SERVING_DEFAULTS, type ServingField } from "./scenarios.ts";

/** A way of serving with nothing absent. */
export type Serving = ServingSpec & Required<Pick<ServingSpec, ServingField>>;

export function servingOf(spec: ServingSpec): Serving {
  return { ...SERVING_DEFAULTS, ...spec };
}

/** The scenarios that cells are served in. */
export function scenariosOf(cells: readonly { readonly experiment: Pick<Experiment, "serving"> }[]): Scenario[] {
  const used = new Set(cells.map(({ experiment }) => servingOf(experiment.serving).scenario));
  return SCENARIOS.filter((scenario) => used.has(scenario));
}
