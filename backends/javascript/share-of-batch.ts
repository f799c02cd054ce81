import { type PlainTensor, plainTensor } from "../../harness/classifier/training/plain-ops.ts";
import type { StepBatch, Workers } from "../../harness/contract/trainer.ts";

/** The rows of a batch, start to end - 1, that a worker takes: of equal number but for one. */
export function sharedRows(rows: number, { rank, count }: Pick<Workers, "rank" | "count">) {
  return { start: Math.floor((rank * rows) / count), end: Math.floor(((rank + 1) * rows) / count) };
}

/**
 * A worker's texts of a batch that all workers share. The unique words stay those of the whole batch and each text keeps its
 * weight in the batch's mean, so that gradients of the shares have one layout and add up to that of the batch.
 */
export function shareOfBatch(batch: StepBatch, workers: Pick<Workers, "rank" | "count">): StepBatch {
  const texts = batch.textWeight.length;
  const filled = batch.textWeight.indexOf(0);
  const { start, end } = sharedRows(filled < 0 ? texts : filled, workers);
  const outputs = batch.targets.length / texts;
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
  const filled = batch.textWeight.indexOf(0);
  const texts = batch.textWeight.length;
  const { start } = sharedRows(filled < 0 ? texts : filled, workers);
  const outputs = batch.targets.length / texts;
  const all = new Float64Array(gradient.data.length + batch.targets.length);
  all.set(gradient.data);
  all.set(logits.data, gradient.data.length + start * outputs);
  await workers.addUp(all);
  return {
    gradient: { shape: gradient.shape, data: all.subarray(0, gradient.data.length) },
    logits: plainTensor([texts, outputs], all.subarray(gradient.data.length)),
  };
}
