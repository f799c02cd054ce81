import * as z from "zod";
import type { Optimizer, OptimizerPlugin } from "../../../contract/optimizer.ts";
import { positive, readParameters } from "../../../contract/plugin.ts";
import { clipByNorm } from "./clip-by-norm.ts";

/** Why parameters that are valid one by one cannot be combined; null where they can. */
type JointRule<P> = (parameters: P) => { readonly parameter: keyof P & string; readonly message: string } | null;

/**
 * An optimizer that a matrix can name: its own parameters and those that every optimizer takes.
 * @param shape of its own parameters
 * @param build the update rule, which need not know the others
 * @param refusal finds parameters that cannot be combined; called where each of them is valid
 */
export function defineOptimizer<S extends z.ZodRawShape>(
  name: string,
  shape: S,
  build: (parameters: z.output<z.ZodObject<S>>) => Optimizer,
  refusal: JointRule<z.output<z.ZodObject<S>>> = () => null,
): OptimizerPlugin {
  const schema = z.strictObject({ ...shape, clipNorm: positive.optional() }).superRefine((parameters, context) => {
    const found = refusal(parameters as z.output<z.ZodObject<S>>);
    if (found !== null) context.addIssue({ code: "custom", path: [found.parameter], message: found.message });
  });
  return {
    bind: (written) => {
      const parameters = readParameters(`optimizer ${name}`, schema, written);
      // TypeScript cannot infer that a shape with one more key has all the values of the shape.
      const { clipNorm, ...own } = parameters as z.output<z.ZodObject<S>> & { readonly clipNorm?: number };
      const optimizer = build(own as z.output<z.ZodObject<S>>);
      return clipNorm === undefined ? optimizer : clipByNorm(optimizer, clipNorm);
    },
  };
}
