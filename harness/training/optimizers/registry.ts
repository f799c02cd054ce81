import type { Json } from "../../canonical.ts";
import { createRegistry } from "../../registry.ts";
import type { Optimizer } from "../optimizer.ts";

export interface OptimizerPlugin {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): Optimizer;
}

export const optimizers = createRegistry<OptimizerPlugin>("optimizer", {
  adam: async () => (await import("./adam.ts")).adam,
  sgd: async () => (await import("./sgd.ts")).sgd,
});
