import type { EncodedTexts, ModelSpec, TrainingSpec } from "../../contract/index.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import type { StepBatch, StepExtra } from "../../contract/trainer.ts";
import { batchLoss } from "./metrics.ts";
import { buildNetwork, type Network, outputUnits } from "./network.ts";
import { plainOps, plainTensor } from "./plain-ops.ts";
import { predictLogits } from "./predict.ts";

/** Fields in which a teacher differs from its student; it reads the same encoded texts. */
export interface TeacherFields extends Partial<Pick<TrainingSpec, "optimizer" | "schedule" | "batchSize" | "epochs">> {
  readonly model?: Partial<Pick<ModelSpec, "embedding" | "hidden" | "pooling">>;
}

/**
 * Training on what teachers say. The loss of a text is (1 - mix) CE(label, p) + mix T² CE(q, p_T), where q are the
 * teachers' softened probabilities and p_T the student's; a text without a label has the second part alone.
 * @see Hinton, Vinyals and Dean 2015, arXiv:1503.02531, section 2: T² keeps the parts' shares as the temperature changes
 */
export interface Distillation {
  readonly teacher: TeacherFields;
  /** Teachers, which differ in their seed. */
  readonly seeds: number;
  /** T: divides the logits of teachers and student before the sigmoid or softmax. */
  readonly temperature: number;
  /** Weight of the soft targets; the labels have the rest. */
  readonly mix: number;
  /** Texts beside the training rows, whose labels are not looked at: a dataset as the matrix or, once planned, its id. */
  readonly unlabelled?: string;
}

/** What teachers say of the texts that a training reads. */
export interface SoftTargets extends Pick<Distillation, "temperature" | "mix"> {
  /** Softened probabilities [rows, units]. */
  readonly targets: Float32Array;
  /** Rows that have a label: they come first. */
  readonly labelledRows: number;
}

const SOFT_TARGETS = "softTargets";
const LABEL_SHARE = "labelShare";

/** The inputs of a step that trains on soft targets: those of each text, and the weight of its label. */
export function distillationExtras(spec: ModelSpec, batchSize: number): StepExtra[] {
  return [
    { name: SOFT_TARGETS, dims: [batchSize, outputUnits(spec.classes)] },
    { name: LABEL_SHARE, dims: [batchSize, 1] },
  ];
}

/**
 * Gradient of the loss by the logits [batch, units], each text counted once:
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

/** Gives each batch the soft targets of its texts, and the loss that they are part of. */
export function withSoftTargets(
  nextBatch: (order: Int32Array, start: number) => StepBatch,
  soft: SoftTargets,
  units: number,
): (order: Int32Array, start: number) => StepBatch {
  return (order, start) => {
    const batch = nextBatch(order, start);
    const batchSize = batch.textWeight.length;
    const targets = new Float32Array(batchSize * units);
    const labelShare = new Float32Array(batchSize);
    const rows = Math.min(batchSize, order.length - start);
    for (let row = 0; row < rows; row += 1) {
      const text = order[start + row]!;
      targets.set(soft.targets.subarray(text * units, (text + 1) * units), row * units);
      labelShare[row] = text < soft.labelledRows ? 1 - soft.mix : 0;
    }
    return { ...batch, extras: { ...batch.extras, [SOFT_TARGETS]: targets, [LABEL_SHARE]: labelShare } };
  };
}

/** `batchLoss` with the soft targets' part: of a batch that `withSoftTargets` made. */
export function distilledLoss(
  logits: Float32Array,
  batch: StepBatch,
  { mix, temperature }: Pick<Distillation, "mix" | "temperature">,
  units: number,
): number {
  const share = batch.extras[LABEL_SHARE]!;
  const ofLabels = batch.textWeight.map((weight, row) => weight * share[row]!);
  const softened = logits.map((logit) => logit / temperature);
  return (
    batchLoss(logits, batch.targets, ofLabels, units) +
    mix * temperature ** 2 * batchLoss(softened, batch.extras[SOFT_TARGETS]!, batch.textWeight, units)
  );
}

export interface Teacher {
  readonly spec: ModelSpec;
  /** float32 by name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/**
 * The arithmetic mean of the teachers' softened probabilities [rows, units].
 * @see Hinton, Vinyals and Dean 2015, section 1, on ensembles: the mean of the distributions, not of the logits
 */
export function softTargetsOf(teachers: readonly Teacher[], texts: EncodedTexts, temperature: number): Float32Array {
  const outputs = teachers.map(({ spec, weights }) => {
    const softened = predictLogits(spec, weights, texts).data.map((logit) => logit / temperature);
    return buildNetwork(spec).probabilities(plainOps, plainTensor([texts.rows, outputUnits(spec.classes)], softened))
      .data;
  });
  const length = outputs[0]?.length ?? 0;
  return Float32Array.from(
    { length },
    (_, index) => outputs.reduce((sum, one) => sum + one[index]!, 0) / outputs.length,
  );
}
