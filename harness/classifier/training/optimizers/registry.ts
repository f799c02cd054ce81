import { createRegistry } from "../../../base/registry.ts";
import type { OptimizerPlugin } from "../../../contract/optimizer.ts";

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
