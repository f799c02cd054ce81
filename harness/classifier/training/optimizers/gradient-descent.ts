import type { OptimizerPlugin } from "../../../contract/optimizer.ts";
import { positive } from "../../../contract/plugin.ts";
import { defineOptimizer } from "./define.ts";
import { descent } from "./sgd.ts";

/**
 * Gradient descent (Cauchy 1847): w -= rate g with the gradient of all training rows, so one step per epoch. The rule
 * is that of sgd; but any batch size other than "full" is refused.
 */
export const gradientDescent: OptimizerPlugin = {
  ...defineOptimizer("gradient-descent", { learningRate: positive.default(0.01) }, ({ learningRate }) =>
    descent(learningRate),
  ),
  wholeBatch: true,
};
