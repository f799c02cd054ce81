import type { OptimizerPlugin } from "./registry.ts";
import { sgdOf } from "./sgd.ts";

/** Gradient descent over all training rows at once: SGD's rule, for `batchSize` "full" and no other. */
export const gradientDescent: OptimizerPlugin = { bind: (parameters) => sgdOf("gradient-descent", parameters) };
