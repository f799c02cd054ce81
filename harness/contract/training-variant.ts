/**
 * How a training differs from a plain one. Each difference comes from a technique and changes the same training job, so
 * that there is no second one to pay for. Empty for a plain training.
 */
import type { ModelSpec, TrainingSpec } from "./experiment.ts";
import type { PrivacyGoal } from "./privacy.ts";
import type { TensorOps } from "./tensor-ops.ts";

export interface TrainingVariant {
  /** Each text's label counts together with what teachers predict for it. */
  readonly distillation?: Distillation;
  readonly fakeQuantization?: FakeQuantization;
  readonly gradualPruning?: GradualPruning;
  readonly privacy?: PrivacyGoal;
}

/** The unlabelled texts of a distillation: the training rows that `training.rows` leaves out. */
export const REST = "rest";

/**
 * Fields in which a teacher differs from its student; it reads the same encoded texts, or the same raw ones if its model is of another
 * source.
 */
export interface TeacherFields extends Partial<Pick<TrainingSpec, "optimizer" | "schedule" | "batchSize" | "epochs">> {
  readonly model?: Partial<Pick<ModelSpec, "source" | "embedding" | "hidden" | "pooling">>;
}

/**
 * Training on the predictions of teachers. The loss of a text is (1 - mix) CE(label, p) + mix T² CE(q, p_T), where q
 * are the teachers' softened probabilities and p_T the student's; a text without a label has only the second part.
 * @see Hinton, Vinyals and Dean 2015, arXiv:1503.02531, section 2: T² keeps the parts' shares as the temperature
 * changes
 */
export interface Distillation {
  readonly teacher: TeacherFields;
  /** Number of teachers, which differ in their seed. */
  readonly seeds: number;
  /** T: divides the logits of teachers and student before the sigmoid or softmax. */
  readonly temperature: number;
  /** Weight of the soft targets; the labels get the rest. */
  readonly mix: number;
  /**
   * Texts besides the training rows, whose labels are ignored: a dataset as the matrix calls it or, once planned, its
   * id; or `REST`.
   */
  readonly unlabelled?: string;
}

/** Rounds a matrix as its quantization will store it. @param columns of the matrix, which `ops` cannot read from it */
export type RoundMatrix = <T>(ops: TensorOps<T>, matrix: T, columns: number) => T;

/**
 * Rounding in the forward pass of a training, each matrix in the way that its quantization will store it; what is
 * absent stays as it is. The gradient goes straight through the rounding to the float weights.
 * @see Bengio et al. 2013, arXiv:1308.3432, section 4; Jacob et al. 2018, arXiv:1712.05877, section 3
 */
export interface FakeQuantization {
  /** Rounds the rows of a batch's words [unique, columns], each row by itself. */
  readonly embedding?: RoundMatrix;
  /** Rounds a dense kernel [inputs, outputs]. */
  readonly kernel?: RoundMatrix;
}

/**
 * Pruning while training: the share of weights held at zero grows from `initialSparsity` to `sparsity` in `updates`
 * steps of equal length, fast at first; the rest of the training adapts to the final mask.
 * @see Zhu & Gupta 2017, arXiv:1710.01878, section 3
 */
export interface GradualPruning {
  /** Share of the weights that are 0 at the end. */
  readonly sparsity: number;
  readonly initialSparsity: number;
  /** Shares of the training's steps after which the first and the last mask are made. */
  readonly beginShare: number;
  readonly endShare: number;
  /** Masks after the first one. */
  readonly updates: number;
  /** Whether the smallest weights of the whole model are pruned, or the smallest of each matrix. */
  readonly scope: "global" | "layer";
}
