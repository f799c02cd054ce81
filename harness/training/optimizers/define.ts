import { z } from "zod";
import { positive, readParameters } from "../../plugin.ts";
import type { Optimizer } from "../optimizer.ts";
import { clipByNorm } from "./clip-by-norm.ts";
import type { OptimizerPlugin } from "./registry.ts";

/**
 * An optimizer that a matrix can name: its own parameters and those that every optimizer takes.
 * @param shape of its own parameters
 * @param build the update rule, which need not know of the others
 */
export function defineOptimizer<S extends z.ZodRawShape>(
  name: string,
  shape: S,
  build: (parameters: z.output<z.ZodObject<S>>) => Optimizer,
): OptimizerPlugin {
  const schema = z.strictObject({ ...shape, clipNorm: positive.optional() });
  return {
    bind: (written) => {
      const parameters = readParameters(`optimizer ${name}`, schema, written);
      // TypeScript cannot tell that a shape with one more key gives all that the shape gives.
      const { clipNorm, ...own } = parameters as z.output<z.ZodObject<S>> & { readonly clipNorm?: number };
      const optimizer = build(own as z.output<z.ZodObject<S>>);
      return clipNorm === undefined ? optimizer : clipByNorm(optimizer, clipNorm);
    },
  };
}
