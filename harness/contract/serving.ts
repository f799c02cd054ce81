import type { ServingSpec } from "./experiment.ts";
import { SERVING_DEFAULTS, type ServingField } from "./scenarios.ts";

/** A way of serving with nothing absent. */
export type Serving = ServingSpec & Required<Pick<ServingSpec, ServingField>>;

export function servingOf(spec: ServingSpec): Serving {
  return { ...SERVING_DEFAULTS, ...spec };
}
