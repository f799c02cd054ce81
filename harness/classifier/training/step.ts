import type { TensorOps } from "../../contract/tensor-ops.ts";
import type { StepExtra, TrainerSetup } from "../../contract/trainer.ts";
import { distillationExtras, distilledGradient } from "./distillation.ts";
import { dropoutExtras } from "./dropout.ts";
import { roundedKernels, roundedWords, roundingExtras } from "./fake-quantization.ts";
import type { LayerInputs } from "./layers.ts";
import { buildNetwork } from "./network.ts";
import { type TableLayout, tableLayout } from "./parameter-table.ts";
import type { Pooling } from "./pooling.ts";
import { clippedByText, privacyExtras, withNoise } from "./private-step.ts";

export interface StepState<T> {
  /** Parameters, laid out by `tableLayout`. */
  readonly table: T;
  readonly slots: Readonly<Record<string, T>>;
}

export interface StepInputs<T> extends LayerInputs<T> {
  /** Every dense row's id, then the batch's unique words: [denseRows + unique]. */
  readonly rows: T;
  /** The mean over positions, of the batch's unique rows. */
  readonly pooling: Pooling<T>;
  /** [batch, outputs] */
  readonly targets: T;
  readonly scalars: Readonly<Record<string, T>>;
}

export type TrainingStep = <T>(
  ops: TensorOps<T>,
  state: StepState<T>,
  inputs: StepInputs<T>,
) => StepState<T> & { readonly logits: T };

/** Inputs of the step besides its texts, in a fixed order. */
export function stepExtras({
  spec,
  variant,
  privacy,
  batchSize,
}: Pick<TrainerSetup, "spec" | "variant" | "privacy" | "batchSize">): StepExtra[] {
  return [
    ...dropoutExtras(spec, batchSize),
    ...(variant?.distillation === undefined ? [] : distillationExtras(spec, batchSize)),
    ...roundingExtras(variant?.fakeQuantization ?? {}),
    ...(privacy === undefined ? [] : privacyExtras(spec, privacy, batchSize)),
  ];
}

/** The shape of an extra input in a step with that many unique words. */
export function extraShape(dims: StepExtra["dims"], unique: number): number[] {
  return dims.map((size) => (size === "unique" ? unique : size));
}

/** The gradient of the touched rows [denseRows + unique, columns], and the outputs before the step. */
export type StepGradient = <T>(
  ops: TensorOps<T>,
  table: T,
  inputs: Omit<StepInputs<T>, "scalars">,
) => { readonly gradient: T; readonly logits: T };

/**
 * Forward pass and gradient of the cross-entropy of the reference experiment's model. Written once; each runtime brings its
 * operations. The gradient of the loss with respect to the logits is (probability - target) x weight of the text, with a
 * sigmoid and with a softmax; that of a training on soft targets is `distilledGradient`.
 */
export function buildGradient({
  spec,
  variant,
  privacy,
}: Pick<TrainerSetup, "spec" | "variant" | "privacy">): StepGradient {
  const layout = tableLayout(spec);
  const network = buildNetwork(spec);
  const { embedding: roundWords, kernel: roundKernel } = variant?.fakeQuantization ?? {};
  return (ops, table, inputs) => {
    const touched = ops.gatherRows(table, inputs.rows);
    const dense = readDense(ops, layout, ops.sliceRows(touched, 0, layout.denseRows));
    const rows = ops.sliceRows(touched, layout.denseRows);
    // What the forward pass sees; its gradient is used as that of the weights.
    const parameters = roundKernel === undefined ? dense : roundedKernels(ops, roundKernel, layout, dense);
    const words = roundWords === undefined ? rows : roundedWords(ops, roundWords, rows, layout.columns, inputs.extras);
    const pooled = inputs.pooling.forward(ops, words);
    const pass = network.forward(ops, pooled, parameters, inputs);
    const { logits, backward } = pass;
    const hardGradient = ops.sub(network.probabilities(ops, logits), inputs.targets);
    const gradientOfText =
      variant?.distillation === undefined
        ? hardGradient
        : distilledGradient(ops, network, variant.distillation, { logits, hardGradient, extras: inputs.extras });
    const clipped =
      privacy === undefined
        ? gradientOfText
        : clippedByText(ops, pass, gradientOfText, privacy, { columns: layout.columns, extras: inputs.extras });
    const gradients = backward(ops.mul(clipped, inputs.textWeight));
    const exact = {
      dense: writeDense(ops, layout, gradients.parameters),
      words: inputs.pooling.backward(ops, gradients.pooled, words),
    };
    const released = privacy === undefined ? exact : withNoise(ops, exact, privacy, inputs.extras);
    const gradient = ops.concat([released.dense, released.words]);
    return { gradient, logits };
  };
}

/** One step: the gradient, and the optimizer's update by it. */
export function buildStep(setup: Pick<TrainerSetup, "spec" | "optimizer" | "variant" | "privacy">): TrainingStep {
  const { optimizer } = setup;
  const gradientOf = buildGradient(setup);
  return (ops, state, inputs) => {
    const { gradient, logits } = gradientOf(ops, state.table, inputs);
    const group = { weight: state.table, slots: state.slots, gradient, rows: inputs.rows };
    const { weight, slots } = optimizer.update(ops, group, inputs.scalars);
    return { table: weight, slots, logits };
  };
}

/** Table rows [denseRows, columns] -> dense parameters by name, each in its own shape. */
function readDense<T>(ops: TensorOps<T>, layout: TableLayout, rows: T): Map<string, T> {
  const pieces = ops.split(ops.reshape(rows, [layout.denseRows * layout.columns]), layout.pieces);
  return new Map(
    layout.parameters.map(({ name, shape }, index) => [
      name,
      shape.length === 1 ? pieces[index]! : ops.reshape(pieces[index]!, shape),
    ]),
  );
}

/** The inverse of `readDense`, for gradients; what fills the last row has gradient 0. */
function writeDense<T>(ops: TensorOps<T>, layout: TableLayout, gradients: ReadonlyMap<string, T>): T {
  const flat = layout.parameters.map(({ name, shape, length }) =>
    shape.length === 1 ? gradients.get(name)! : ops.reshape(gradients.get(name)!, [length]),
  );
  const filling = layout.pieces.slice(flat.length).map((length) => ops.zeros([length]));
  return ops.reshape(ops.concat([...flat, ...filling]), [layout.denseRows, layout.columns]);
}
