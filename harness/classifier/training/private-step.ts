import type { ModelSpec } from "../../contract/index.ts";
import type { TensorOps } from "../../contract/tensor-ops.ts";
import type { PrivateStep, StepBatch, StepExtra } from "../../contract/trainer.ts";
import { type GridNoise, gridNoise } from "../privacy/grid-noise.ts";
import { squaresOfRows } from "./layers.ts";
import type { NetworkPass } from "./network.ts";
import { tableLayout } from "./parameter-table.ts";

/** Sum of the squared shares of a text's words in its mean: the squared norm of that map. */
const SQUARED_SHARES = "squaredShares";
const DENSE_NOISE = "denseNoise";
const WORD_NOISE = "wordNoise";

/** The extra inputs of a private step. */
export function privacyExtras(spec: ModelSpec, { changesWords }: PrivateStep, batchSize: number): StepExtra[] {
  const { denseRows, columns } = tableLayout(spec);
  return [
    { name: SQUARED_SHARES, dims: [batchSize, 1] },
    { name: DENSE_NOISE, dims: [denseRows, columns] },
    ...(changesWords ? [{ name: WORD_NOISE, dims: ["unique", columns] as const }] : []),
  ];
}

/**
 * Scales each text's gradient of the logits so that its gradient of all parameters has a norm of at most `clipNorm`. That norm is found without forming
 * any text's gradient: those of dense layers are outer products, and that of the embedding is the gradient of the mean, times each
 * word's share.
 * @param gradient of the loss of each text with respect to its logits [batch, outputs]
 * @see Goodfellow 2015, arXiv:1510.01799, for the norms of dense layers; Abadi et al. 2016, arXiv:1607.00133, for clipping
 */
export function clippedByText<T>(
  ops: TensorOps<T>,
  { textNorms }: NetworkPass<T>,
  gradient: T,
  { clipNorm, changesWords }: PrivateStep,
  { columns, extras }: { readonly columns: number; readonly extras: Readonly<Record<string, T>> },
): T {
  const { pooled, squares } = textNorms(gradient);
  const ofWords = ops.mul(squaresOfRows(ops, pooled, columns), extras[SQUARED_SHARES]!);
  const norms = ops.sqrt(changesWords ? ops.add(squares, ofWords) : squares);
  const limit = ops.scalar(clipNorm);
  return ops.mul(gradient, ops.div(limit, ops.maximum(norms, limit)));
}

/**
 * Rounds a step's clipped sums to the grid of its noise, and adds that.
 * @param gradient of dense rows and of words, which get no noise where they do not change
 */
export function withNoise<T>(
  ops: TensorOps<T>,
  gradient: { readonly dense: T; readonly words: T },
  { grid, changesWords }: PrivateStep,
  extras: Readonly<Record<string, T>>,
): { readonly dense: T; readonly words: T } {
  const noisy = (sum: T, noise: string) => {
    const nearest = ops.floor(ops.add(ops.mul(sum, ops.scalar(1 / grid)), ops.scalar(0.5)));
    return ops.add(ops.mul(nearest, ops.scalar(grid)), extras[noise]!);
  };
  return {
    dense: noisy(gradient.dense, DENSE_NOISE),
    words: changesWords ? noisy(gradient.words, WORD_NOISE) : gradient.words,
  };
}

/** What the steps of a private training read, and the noise that they add. */
export interface PrivateBatches {
  readonly step: PrivateStep;
  /** Training rows that each step reads. */
  readonly samples: readonly Int32Array[];
  /** What a step's sum is divided by. */
  readonly meanTexts: number;
  readonly noise: GridNoise;
  /** Secret, above 0 and up to 1. */
  readonly uniform: () => number;
}

/**
 * Gives batches the inputs of a private step. Where words change, a batch has all of them, since a step that moved only the words of its texts would tell
 * which they are.
 */
export function withPrivacy(
  nextBatch: (order: Int32Array, start: number) => StepBatch,
  spec: ModelSpec,
  { step, meanTexts, noise, uniform }: Omit<PrivateBatches, "samples">,
): (order: Int32Array, start: number) => StepBatch {
  const layout = tableLayout(spec);
  const everyWord = Int32Array.from({ length: layout.embeddingRows }, (_, id) => id);
  const noiseOf = (rows: number) => gridNoise(rows * layout.columns, noise, uniform);
  return (order, start) => {
    const batch = nextBatch(order, start);
    const squaredShares = new Float32Array(batch.textWeight.length);
    batch.pairText.forEach((text, pair) => {
      squaredShares[text]! += batch.pairWeight[pair]! ** 2;
    });
    const words = step.changesWords
      ? { rows: everyWord, pairRow: batch.pairRow.map((row) => batch.rows[row]!) }
      : { rows: batch.rows, pairRow: batch.pairRow };
    return {
      ...words,
      pairText: batch.pairText,
      pairWeight: batch.pairWeight,
      targets: batch.targets,
      textWeight: batch.textWeight.map((weight) => (weight === 0 ? 0 : 1 / meanTexts)),
      extras: {
        ...batch.extras,
        [SQUARED_SHARES]: squaredShares,
        [DENSE_NOISE]: noiseOf(layout.denseRows),
        ...(step.changesWords ? { [WORD_NOISE]: noiseOf(layout.embeddingRows) } : {}),
      },
    };
  };
}
