import { dropoutExtras } from "./dropout.ts";
import type { LayerInputs } from "./layers.ts";
import { buildNetwork } from "./network.ts";
import type { TensorOps } from "./ops.ts";
import { type TableLayout, tableLayout } from "./parameter-table.ts";
import type { Pooling } from "./pooling.ts";
import type { StepExtra, TrainerSetup } from "./trainer.ts";

/** A type, not an interface: TF.js' tidy takes only objects that have an index signature. */
export type StepState<T> = {
  /** Parameters, laid out by `tableLayout`. */
  readonly table: T;
  readonly slots: Readonly<Record<string, T>>;
};

export interface StepInputs<T> extends LayerInputs<T> {
  /** Every dense row's id, then the batch's unique words: [denseRows + unique]. */
  readonly rows: T;
  /** The mean over positions, of the batch's unique rows. */
  readonly pooling: Pooling<T>;
  /** [batch, units] */
  readonly targets: T;
  readonly scalars: Readonly<Record<string, T>>;
}

export type TrainingStep = <T>(
  ops: TensorOps<T>,
  state: StepState<T>,
  inputs: StepInputs<T>,
) => StepState<T> & { readonly logits: T };

/** Inputs that the step takes beside its texts, in a fixed order. */
export function stepExtras({ spec, batchSize }: Pick<TrainerSetup, "spec" | "variant" | "batchSize">): StepExtra[] {
  return dropoutExtras(spec, batchSize);
}

/** The sizes of an extra input where a step has so many unique words. */
export function extraShape(dims: StepExtra["dims"], unique: number): number[] {
  return dims.map((size) => (size === "unique" ? unique : size));
}

/**
 * One step of the document's model: forward, gradient of the cross-entropy, update. Written once; each runtime brings
 * its operations. The gradient of both losses by the logits is (probability - target) x weight of the text.
 */
export function buildStep({ spec, optimizer }: Pick<TrainerSetup, "spec" | "optimizer" | "variant">): TrainingStep {
  const layout = tableLayout(spec);
  const network = buildNetwork(spec);
  return (ops, state, inputs) => {
    const touched = ops.gatherRows(state.table, inputs.rows);
    const parameters = readDense(ops, layout, ops.sliceRows(touched, 0, layout.denseRows));
    const words = ops.sliceRows(touched, layout.denseRows);
    const pooled = inputs.pooling.forward(ops, words);
    const { logits, backward } = network.forward(ops, pooled, parameters, inputs);
    const error = ops.mul(ops.sub(network.probabilities(ops, logits), inputs.targets), inputs.textWeight);
    const gradients = backward(error);
    const gradient = ops.concat([
      writeDense(ops, layout, gradients.parameters),
      inputs.pooling.backward(ops, gradients.pooled, words),
    ]);
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
