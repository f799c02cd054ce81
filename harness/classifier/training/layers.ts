import type { TensorOps } from "../../contract/tensor-ops.ts";

export type Initializer = "glorot-uniform" | "zeros" | "ones";

export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
}

/** What layers get only in a training step. */
export interface LayerInputs<T> {
  /** Share of each text in the batch's mean [batch, 1]: sums to 1, 0 for rows that fill up the batch. */
  readonly textWeight: T;
  /** What `stepExtras` lists, by name. */
  readonly extras: Readonly<Record<string, T>>;
}

/** What passed through a layer. */
export interface Pass<T> {
  readonly output: T;
  /** Gradient of the output -> gradients of the input and of each parameter, in the order of `parameters`. */
  backward(gradient: T): { readonly input: T; readonly parameters: readonly T[] };
  /**
   * Gradient of the output -> gradient of the input, and for each text the squared norm of its own gradient of all parameters [batch, 1], which
   * is never formed; null of a layer without parameters.
   * @throws TypeError of a layer in which texts change one another's outputs
   */
  textNorms(gradient: T): TextNorms<T>;
}

export interface TextNorms<T> {
  readonly input: T;
  readonly squares: T | null;
}

/** A layer with its gradient, written once for every runtime. */
export interface Layer {
  readonly parameters: readonly ParameterSpec[];
  /** @param training null where the layer serves */
  forward<T>(ops: TensorOps<T>, input: T, parameters: readonly T[], training: LayerInputs<T> | null): Pass<T>;
}

/** Layers one after the other. */
export function chain(layers: readonly Layer[]): Layer {
  const ends = layers.map((_, index) => layers.slice(0, index + 1).flatMap(({ parameters }) => parameters).length);
  return {
    parameters: layers.flatMap(({ parameters }) => parameters),
    forward: (ops, input, parameters, training) => {
      let output = input;
      const passes = layers.map((layer, index) => {
        const own = parameters.slice(ends[index - 1] ?? 0, ends[index]);
        const pass = layer.forward(ops, output, own, training);
        output = pass.output;
        return pass;
      });
      return {
        output,
        backward: (gradient) => {
          let value = gradient;
          const gradients = passes.toReversed().map((pass) => {
            const result = pass.backward(value);
            value = result.input;
            return result.parameters;
          });
          return { input: value, parameters: gradients.toReversed().flat() };
        },
        textNorms: (gradient) =>
          passes.toReversed().reduce<TextNorms<typeof gradient>>(
            (after, pass) => {
              const { input: before, squares } = pass.textNorms(after.input);
              return { input: before, squares: sumOfBoth(ops, after.squares, squares) };
            },
            { input: gradient, squares: null },
          ),
      };
    },
  };
}

/** x [batch, inputs] -> x kernel + bias [batch, outputs] */
export function dense(name: string, inputs: number, outputs: number): Layer {
  return {
    parameters: [
      { name: `${name}.kernel`, shape: [inputs, outputs], initializer: "glorot-uniform" },
      { name: `${name}.bias`, shape: [outputs], initializer: "zeros" },
    ],
    forward: (ops, input, [kernel, bias]) => ({
      output: ops.affine(input, kernel!, bias!),
      backward: (gradient) => ({
        input: ops.matMul(gradient, kernel!, { transposeB: true }),
        parameters: [ops.matMul(input, gradient, { transposeA: true }), ops.sumRows(gradient)],
      }),
      // A text's gradient of the kernel is the outer product of its input and its gradient, and of the bias its gradient.
      textNorms: (gradient) => ({
        input: ops.matMul(gradient, kernel!, { transposeB: true }),
        squares: ops.mul(
          ops.add(squaresOfRows(ops, input, inputs), ops.scalar(1)),
          squaresOfRows(ops, gradient, outputs),
        ),
      }),
    }),
  };
}

/** x [batch, inputs] -> x kernel [batch, outputs] */
export function linear(name: string, inputs: number, outputs: number): Layer {
  return {
    parameters: [{ name: `${name}.kernel`, shape: [inputs, outputs], initializer: "glorot-uniform" }],
    forward: (ops, input, [kernel]) => ({
      // Still an affine map, since that is what a runtime replaces for a quantized kernel.
      output: ops.affine(input, kernel!, ops.zeros([outputs])),
      backward: (gradient) => ({
        input: ops.matMul(gradient, kernel!, { transposeB: true }),
        parameters: [ops.matMul(input, gradient, { transposeA: true })],
      }),
      textNorms: (gradient) => ({
        input: ops.matMul(gradient, kernel!, { transposeB: true }),
        squares: ops.mul(squaresOfRows(ops, input, inputs), squaresOfRows(ops, gradient, outputs)),
      }),
    }),
  };
}

export function relu(): Layer {
  return {
    parameters: [],
    forward: (ops, input) => {
      const output = ops.relu(input);
      return {
        output,
        backward: (gradient) => ({ input: ops.reluGradient(gradient, output), parameters: [] }),
        textNorms: (gradient) => ({ input: ops.reluGradient(gradient, output), squares: null }),
      };
    },
  };
}

/** Added to the variance, as in Keras. */
export const NORM_EPSILON = 1e-3;

/**
 * Batch normalization in training: (x - mean) / sqrt(variance + epsilon) * gamma + beta, where mean and variance of
 * each column are the batch's, weighted by the texts' weights. A model that serves has it folded into its dense layers.
 * @see Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1
 */
export function batchNorm(name: string, width: number): Layer {
  return {
    parameters: [
      { name: `${name}.gamma`, shape: [width], initializer: "ones" },
      { name: `${name}.beta`, shape: [width], initializer: "zeros" },
    ],
    forward: (ops, input, [gamma, beta], training) => {
      if (training === null) throw new TypeError(`${name} must be folded into its dense layer before the model serves`);
      const { textWeight } = training;
      const centered = ops.sub(input, ops.sumRows(ops.mul(input, textWeight)));
      const variance = ops.sumRows(ops.mul(ops.mul(centered, centered), textWeight));
      const scale = ops.div(ops.scalar(1), ops.sqrt(ops.add(variance, ops.scalar(NORM_EPSILON))));
      const normal = ops.mul(centered, scale);
      return {
        output: ops.add(ops.mul(normal, gamma!), beta!),
        backward: (gradient) => {
          const byGamma = ops.sumRows(ops.mul(gradient, normal));
          const byBeta = ops.sumRows(gradient);
          // A text moves the mean and the variance in proportion to its weight.
          const throughBatch = ops.mul(ops.add(ops.mul(normal, byGamma), byBeta), textWeight);
          return {
            input: ops.mul(ops.sub(gradient, throughBatch), ops.mul(gamma!, scale)),
            parameters: [byGamma, byBeta],
          };
        },
        textNorms: () => {
          throw new TypeError(`${name} mixes the texts of a batch, so that none has a gradient of its own`);
        },
      };
    },
  };
}

/**
 * Inverted dropout: in training a mask, drawn for each step, of zeros and of 1 / (1 - rate); nothing where the layer
 * serves.
 * @param name of the mask among the step's extra inputs, [batch, width]
 * @see Srivastava et al. 2014, section 10, for the scaling while training
 */
export function dropout(name: string): Layer {
  return {
    parameters: [],
    forward: (ops, input, _, training) => {
      if (training === null) {
        return {
          output: input,
          backward: (gradient) => ({ input: gradient, parameters: [] }),
          textNorms: (gradient) => ({ input: gradient, squares: null }),
        };
      }
      const mask = training.extras[name]!;
      return {
        output: ops.mul(input, mask),
        backward: (gradient) => ({ input: ops.mul(gradient, mask), parameters: [] }),
        textNorms: (gradient) => ({ input: ops.mul(gradient, mask), squares: null }),
      };
    },
  };
}

/**
 * inner(x) + around(x), where around is an empty chain for x itself.
 * @see He et al. 2016, arXiv:1512.03385, eq. 1 and 2
 */
export function residual(inner: Layer, around: Layer): Layer {
  const count = inner.parameters.length;
  return {
    parameters: [...inner.parameters, ...around.parameters],
    forward: (ops, input, parameters, training) => {
      const through = inner.forward(ops, input, parameters.slice(0, count), training);
      const past = around.forward(ops, input, parameters.slice(count), training);
      return {
        output: ops.add(through.output, past.output),
        backward: (gradient) => {
          const [a, b] = [through.backward(gradient), past.backward(gradient)];
          return { input: ops.add(a.input, b.input), parameters: [...a.parameters, ...b.parameters] };
        },
        textNorms: (gradient) => {
          const [a, b] = [through.textNorms(gradient), past.textNorms(gradient)];
          return { input: ops.add(a.input, b.input), squares: sumOfBoth(ops, a.squares, b.squares) };
        },
      };
    },
  };
}

/** [m, n] -> [m, 1]: the squared norm of each row. */
export function squaresOfRows<T>(ops: TensorOps<T>, rows: T, columns: number): T {
  const ones = ops.add(ops.zeros([columns, 1]), ops.scalar(1));
  return ops.matMul(ops.mul(rows, rows), ones);
}

function sumOfBoth<T>(ops: TensorOps<T>, a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return ops.add(a, b);
}
