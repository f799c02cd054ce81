import { type PlainTensor, plainTensor } from "../../harness/classifier/training/plain-ops.ts";
import type { StepBatch, Workers } from "../../harness/contract/trainer.ts";

type Place = Pick<Workers, "rank" | "count">;

/** The rows of a batch, start to end - 1, that a worker takes: of equal number but for one. */
export function sharedRows(rows: number, { rank, count }: Place) {
  return { start: Math.floor((rank * rows) / count), end: Math.floor(((rank + 1) * rows) / count) };
}

/** The texts of a batch that a worker takes, of which those that fill it up are none, and the outputs of a text. */
function ownTexts({ targets, textWeight }: Pick<StepBatch, "targets" | "textWeight">, workers: Place) {
  const texts = textWeight.length;
  const filled = textWeight.indexOf(0);
  return { ...sharedRows(filled < 0 ? texts : filled, workers), texts, outputs: targets.length / texts };
}

/**
 * A worker's texts of a batch that all workers share. The unique words stay those of the whole batch and each text keeps its
 * weight in the batch's mean, so that gradients of the shares have one layout and add up to that of the batch.
 */
export function shareOfBatch(batch: StepBatch, workers: Place): StepBatch {
  const { start, end, outputs } = ownTexts(batch, workers);
  const { pairText, pairRow, pairWeight } = batch;
  const own: number[] = [];
  pairText.forEach((text, pair) => {
    if (text >= start && text < end) own.push(pair);
  });
  return {
    rows: batch.rows,
    pairText: Int32Array.from(own, (pair) => pairText[pair]! - start),
    pairRow: Int32Array.from(own, (pair) => pairRow[pair]!),
    pairWeight: Float32Array.from(own, (pair) => pairWeight[pair]!),
    targets: batch.targets.subarray(start * outputs, end * outputs),
    textWeight: batch.textWeight.subarray(start, end),
    extras: {},
  };
}

interface Gradient {
  readonly gradient: PlainTensor;
  readonly logits: PlainTensor;
}

/**
 * The gradient and the outputs of a whole batch from those of every worker's share, in one exchange: each puts its outputs where its
 * texts are.
 */
export async function gradientOfAll(
  { gradient, logits }: Gradient,
  batch: Pick<StepBatch, "targets" | "textWeight">,
  workers: Workers,
): Promise<Gradient> {
  const { start, texts, outputs } = ownTexts(batch, workers);
  const all = new Float64Array(gradient.data.length + batch.targets.length);
  all.set(gradient.data);
  all.set(logits.data, gradient.data.length + start * outputs);
  await workers.addUp(all);
  return {
    gradient: { shape: gradient.shape, data: all.subarray(0, gradient.data.length) },
    logits: plainTensor([texts, outputs], all.subarray(gradient.data.length)),
  };
}
