import type { Json } from "../../canonical.ts";
import { createRegistry } from "../../registry.ts";
import type { Optimizer } from "../optimizer.ts";
import { clippable } from "./clipped.ts";

export interface OptimizerPlugin {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): Optimizer;
}

/** Every rule also takes `clipNorm`. */
export const optimizers = createRegistry<OptimizerPlugin>("optimizer", {
  adagrad: async () => clippable((await import("./adagrad.ts")).adagrad),
  adam: async () => clippable((await import("./adam.ts")).adam),
  adamax: async () => clippable((await import("./adamax.ts")).adamax),
  adamw: async () => clippable((await import("./adamw.ts")).adamw),
  "gradient-descent": async () => clippable((await import("./gradient-descent.ts")).gradientDescent),
  "lazy-adam": async () => clippable((await import("./lazy-adam.ts")).lazyAdam),
  lion: async () => clippable((await import("./lion.ts")).lion),
  momentum: async () => clippable((await import("./momentum.ts")).momentum),
  nesterov: async () => clippable((await import("./nesterov.ts")).nesterov),
  rmsprop: async () => clippable((await import("./rmsprop.ts")).rmsprop),
  sgd: async () => clippable((await import("./sgd.ts")).sgd),
});
