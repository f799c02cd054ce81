import { perObject } from "../../base/per-object.ts";
import type { ModelShape, ModelSpec } from "../../contract/index.ts";
import { embeddingRows, outputCountOf } from "../../contract/model-sizes.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import {
  batchNorm,
  chain,
  dense,
  dropout,
  type Layer,
  type LayerInputs,
  linear,
  type ParameterSpec,
  relu,
  residual,
} from "./layers.ts";

/** Everything between the pooled embedding and the logits. */
export interface Network {
  /** Output columns: 1 for two classes, else one per class. */
  readonly outputCount: number;
  readonly parameters: readonly ParameterSpec[];
  /**
   * pooled [batch, embedding] -> logits [batch, outputs].
   * @param training null, the default, where the network serves
   */
  forward<T>(
    ops: TensorOps<T>,
    pooled: T,
    parameters: ReadonlyMap<string, T>,
    training?: LayerInputs<T> | null,
  ): NetworkPass<T>;
  /** Logits to probabilities: sigmoid for one output, softmax for more. */
  probabilities<T>(ops: TensorOps<T>, logits: T): T;
}

export interface NetworkPass<T> {
  readonly logits: T;
  /** Gradient of the logits -> gradient of the pooled embedding and of every parameter by name. */
  backward(gradient: T): { readonly pooled: T; readonly parameters: ReadonlyMap<string, T> };
  /**
   * Gradient of the logits -> that of the pooled embedding, and for each text the squared norm of its own gradient of all parameters together
   * [batch, 1]: see `Pass.textNorms`.
   */
  textNorms(gradient: T): { readonly pooled: T; readonly squares: T };
}

export function buildNetwork(spec: ModelSpec): Network {
  const outputCount = outputCountOf(spec.classes);
  const whole = chain([...hiddenBlocks(spec), dense("output", spec.hidden.at(-1) ?? spec.embedding, outputCount)]);
  const names = whole.parameters.map(({ name }) => name);
  return {
    outputCount,
    parameters: whole.parameters,
    forward: (ops, pooled, parameters, training = null) => {
      const own = names.map((name) => parameters.get(name)!);
      const { output, backward, textNorms } = whole.forward(ops, pooled, own, training);
      return {
        logits: output,
        backward: (gradient) => {
          const gradients = backward(gradient);
          return {
            pooled: gradients.input,
            parameters: new Map(names.map((name, index) => [name, gradients.parameters[index]!])),
          };
        },
        textNorms: (gradient) => {
          const { input, squares } = textNorms(gradient);
          // The last layer has parameters.
          return { pooled: input, squares: squares! };
        },
      };
    },
    probabilities: (ops, logits) => (outputCount === 1 ? ops.sigmoid(logits) : ops.softmax(logits)),
  };
}

/** Numbers that a model has of however many classes: of more than two, the last layer is wider. */
export const leastNumbers = perObject((model: ModelShape): { readonly ofWords: number; readonly ofLayers: number } => {
  const { parameters } = buildNetwork({ ...model, classes: 2 });
  const sizes = parameters.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  return { ofWords: embeddingRows(model) * model.embedding, ofLayers: sizes.reduce((sum, size) => sum + size, 0) };
});

/** The hidden layers, each with its product, batch normalization, relu, dropout and residual connection. */
export function hiddenBlocks(spec: Omit<ModelSpec, "classes">): Layer[] {
  return spec.hidden.map((width, index) => {
    const inputs = index === 0 ? spec.embedding : spec.hidden[index - 1]!;
    const block = chain([
      // Batch normalization cancels any bias and has one of its own.
      ...(spec.batchNorm
        ? [linear(denseName(index), inputs, width), batchNorm(normName(index), width)]
        : [dense(denseName(index), inputs, width)]),
      relu(),
      ...(spec.dropout ? [dropout(maskName(index))] : []),
    ]);
    if (!spec.residual) return block;
    return residual(block, inputs === width ? chain([]) : linear(`projection${index}`, inputs, width));
  });
}

export const denseName = (layer: number) => `dense${layer}`;
export const normName = (layer: number) => `norm${layer}`;
export const maskName = (layer: number) => `dropout${layer}`;
