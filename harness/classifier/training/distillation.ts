import type { EncodedTexts, ModelSpec } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import type { StepBatch, StepExtra } from "../../contract/trainer.ts";
import type { Distillation } from "../../contract/training-variant.ts";
import { batchLoss } from "./metrics.ts";
import { buildNetwork, type Network } from "./network.ts";
import { plainOps, plainTensor } from "./plain-ops.ts";
import { predictLogits } from "./predict.ts";

/** What teachers predict for the texts that a training reads. */
export interface SoftTargets extends Pick<Distillation, "temperature" | "mix"> {
  /** Softened probabilities of each row, [outputs]. */
  readonly targets: TargetRows;
  /** Rows that have a label: they come first. */
  readonly labelledRows: number;
}

/** Rows of numbers, which need not be in memory together: there may be many outputs. */
export interface TargetRows {
  /** Copies a row. @param at where it begins then */
  read(row: number, into: Float32Array, at: number): void;
}

const SOFT_TARGETS = "softTargets";
const LABEL_SHARE = "labelShare";

/** The extra inputs of a step that trains on soft targets: each text's targets, and the weight of its label. */
export function distillationExtras(spec: ModelSpec, batchSize: number): StepExtra[] {
  return [
    { name: SOFT_TARGETS, dims: [batchSize, outputCountOf(spec.classes)] },
    { name: LABEL_SHARE, dims: [batchSize, 1] },
  ];
}

/**
 * Gradient of the loss with respect to the logits [batch, outputs], each text counted once:
 * (1 - mix) (p - label) + mix T (p_T - q), where one T of the T² goes into the softened logits.
 * @param hardGradient p - label
 */
export function distilledGradient<T>(
  ops: TensorOps<T>,
  network: Pick<Network, "probabilities">,
  { mix, temperature }: Pick<Distillation, "mix" | "temperature">,
  inputs: { readonly logits: T; readonly hardGradient: T; readonly extras: Readonly<Record<string, T>> },
): T {
  const softened = network.probabilities(ops, ops.mul(inputs.logits, ops.scalar(1 / temperature)));
  const softGradient = ops.sub(softened, inputs.extras[SOFT_TARGETS]!);
  return ops.add(
    ops.mul(inputs.hardGradient, inputs.extras[LABEL_SHARE]!),
    ops.mul(softGradient, ops.scalar(mix * temperature)),
  );
}

/** Adds to each batch the soft targets of its texts. */
export function withSoftTargets(
  nextBatch: (order: Int32Array, start: number) => StepBatch,
  soft: SoftTargets,
  outputCount: number,
): (order: Int32Array, start: number) => StepBatch {
  return (order, start) => {
    const batch = nextBatch(order, start);
    const batchSize = batch.textWeight.length;
    const targets = new Float32Array(batchSize * outputCount);
    const labelShare = new Float32Array(batchSize);
    const rows = Math.min(batchSize, order.length - start);
    for (let row = 0; row < rows; row += 1) {
      const text = order[start + row]!;
      soft.targets.read(text, targets, row * outputCount);
      labelShare[row] = text < soft.labelledRows ? 1 - soft.mix : 0;
    }
    return { ...batch, extras: { ...batch.extras, [SOFT_TARGETS]: targets, [LABEL_SHARE]: labelShare } };
  };
}

/** `batchLoss` including the soft targets' part, for a batch that `withSoftTargets` made. */
export function distilledLoss(
  logits: Float32Array,
  batch: StepBatch,
  { mix, temperature }: Pick<Distillation, "mix" | "temperature">,
  outputCount: number,
): number {
  const share = batch.extras[LABEL_SHARE]!;
  const ofLabels = batch.textWeight.map((weight, row) => weight * share[row]!);
  const softened = logits.map((logit) => logit / temperature);
  return (
    batchLoss(logits, batch.targets, ofLabels, outputCount) +
    mix * temperature ** 2 * batchLoss(softened, batch.extras[SOFT_TARGETS]!, batch.textWeight, outputCount)
  );
}

/** A probability of 0 stands for no finite logit; this is the least that float32 tells from 1 on the other side. */
const LEAST = 2 ** -24;

/**
 * Probabilities at another temperature: those of the logits that they stand for, divided by it.
 * @param outputs [rows, 1], of the second label, or [rows, outputCount]
 */
export function soften(outputs: Float32Array, outputCount: number, temperature: number): Float32Array {
  const logarithm = (probability: number) => Math.log(Math.max(probability, LEAST));
  if (outputCount === 1) {
    return outputs.map((p) => 1 / (1 + Math.exp((logarithm(1 - p) - logarithm(p)) / temperature)));
  }
  const powers = outputs.map((p) => Math.exp(logarithm(p) / temperature));
  return powers.map((power, index) => {
    const start = index - (index % outputCount);
    return power / powers.subarray(start, start + outputCount).reduce((sum, one) => sum + one, 0);
  });
}

export interface Teacher {
  readonly spec: ModelSpec;
  /** float32 by name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/**
 * The arithmetic mean of the teachers' softened probabilities [rows, outputs], which are in memory together.
 * @see Hinton, Vinyals and Dean 2015, section 1, on ensembles: the mean of the distributions, not of the logits
 */
export function softTargetsOf(teachers: readonly Teacher[], texts: EncodedTexts, temperature: number): Float32Array {
  const outputs = teachers.map(({ spec, weights }) => {
    const softened = predictLogits(spec, weights, texts).data.map((logit) => logit / temperature);
    return buildNetwork(spec).probabilities(plainOps, plainTensor([texts.rows, outputCountOf(spec.classes)], softened))
      .data;
  });
  return meanOf(outputs);
}

/** The arithmetic mean of several teachers' probabilities. */
export function meanOf(outputs: readonly ArrayLike<number>[]): Float32Array {
  const length = outputs[0]?.length ?? 0;
  return Float32Array.from(
    { length },
    (_, index) => outputs.reduce((sum, one) => sum + one[index]!, 0) / outputs.length,
  );
}
