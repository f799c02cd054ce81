import type { Json } from "../../../base/canonical-json.ts";
import { createRegistry } from "../../../base/registry.ts";
import type { Optimizer } from "../../../contract/optimizer.ts";

export interface OptimizerPlugin {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): Optimizer;
  /** Whether its batch is all training rows by definition: a matrix that gives it another is refused. */
  readonly wholeBatch?: boolean;
}

export const optimizers = createRegistry<OptimizerPlugin>("optimizer", {
  adam: async () => (await import("./adam.ts")).adam,
  adamw: async () => (await import("./adamw.ts")).adamw,
  adamax: async () => (await import("./adamax.ts")).adamax,
  "lazy-adam": async () => (await import("./lazy-adam.ts")).lazyAdam,
  lion: async () => (await import("./lion.ts")).lion,
  rmsprop: async () => (await import("./rmsprop.ts")).rmsprop,
  adagrad: async () => (await import("./adagrad.ts")).adagrad,
  sgd: async () => (await import("./sgd.ts")).sgd,
  momentum: async () => (await import("./momentum.ts")).momentum,
  nesterov: async () => (await import("./nesterov.ts")).nesterov,
  "gradient-descent": async () => (await import("./gradient-descent.ts")).gradientDescent,
});
