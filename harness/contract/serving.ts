import type { Experiment, ServingSpec } from "./experiment.ts";
import { SCENARIOS, type Scenario, SERVING_DEFAULTS, type ServingField } from "./scenarios.ts";

/** A way of serving with nothing absent. */
export type Serving = ServingSpec & Required<Pick<ServingSpec, ServingField>>;

export function servingOf(spec: ServingSpec): Serving {
  return { ...SERVING_DEFAULTS, ...spec };
}

interface ServedCell {
  readonly experiment: Pick<Experiment, "serving">;
}

/** How requests reach the model of a cell. */
export function scenarioOf({ experiment }: ServedCell): Scenario {
  return experiment.serving.scenario ?? SERVING_DEFAULTS.scenario;
}

/** The scenarios that cells are served in. */
export function scenariosOf(cells: readonly ServedCell[]): Scenario[] {
  const used = new Set(cells.map(scenarioOf));
  return SCENARIOS.filter((scenario) => used.has(scenario));
}
