import type { TensorOps } from "./ops.ts";

export type Initializer = "glorot-uniform" | "zeros";

export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
}

/** A layer with its gradient, written once for every runtime. */
export interface Layer {
  readonly parameters: readonly ParameterSpec[];
  /** @returns the output, and what the gradient will need again */
  forward<T>(ops: TensorOps<T>, input: T, parameters: readonly T[]): { output: T; saved: readonly T[] };
  /** @returns the gradients of the input and of each parameter, in the order of `parameters` */
  backward<T>(
    ops: TensorOps<T>,
    gradient: T,
    saved: readonly T[],
    parameters: readonly T[],
  ): { input: T; parameters: readonly T[] };
}

/** x [batch, inputs] -> x kernel + bias [batch, outputs] */
export function dense(name: string, inputs: number, outputs: number): Layer {
  return {
    parameters: [
      { name: `${name}.kernel`, shape: [inputs, outputs], initializer: "glorot-uniform" },
      { name: `${name}.bias`, shape: [outputs], initializer: "zeros" },
    ],
    forward: (ops, input, [kernel, bias]) => ({ output: ops.affine(input, kernel!, bias!), saved: [input] }),
    backward: (ops, gradient, [input], [kernel]) => ({
      input: ops.matMul(gradient, kernel!, { transposeB: true }),
      parameters: [ops.matMul(input!, gradient, { transposeA: true }), ops.sumRows(gradient)],
    }),
  };
}

export function relu(): Layer {
  return {
    parameters: [],
    forward: (ops, input) => {
      const output = ops.relu(input);
      return { output, saved: [output] };
    },
    backward: (ops, gradient, [output]) => ({ input: ops.reluGradient(gradient, output!), parameters: [] }),
  };
}
