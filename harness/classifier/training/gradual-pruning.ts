import { wholeShare } from "../../base/whole-share.ts";
import { SPECIAL_ROWS } from "../../contract/index.ts";
import type { GradualPruning } from "../../contract/training-variant.ts";
import type { TableLayout } from "./parameter-table.ts";
import { smallestMagnitudes } from "./smallest-magnitudes.ts";

export interface MaskUpdate {
  /** Steps done before it. */
  readonly step: number;
  readonly sparsity: number;
}

/**
 * When masks are made: the sparsity of mask k is s_f + (s_i - s_f)(1 - k / n)^3, k from 0 to n. Of those that fall on
 * the same step the last one counts.
 */
export function maskUpdates(pruning: GradualPruning, totalSteps: number): MaskUpdate[] {
  const { sparsity, initialSparsity, beginShare, endShare, updates } = pruning;
  const begin = wholeShare(beginShare, totalSteps);
  const end = wholeShare(endShare, totalSteps);
  const byStep = new Map<number, number>();
  for (let update = 0; update <= updates; update += 1) {
    const step = begin + Math.round(((end - begin) * update) / updates);
    byStep.set(step, sparsity + (initialSparsity - sparsity) * (1 - update / updates) ** 3);
  }
  return [...byStep].map(([step, ofStep]) => ({ step, sparsity: ofStep }));
}

/**
 * The mask of a parameter table: 1 where a weight is pruned. Embedding rows of words and dense kernels
 * count; biases, padding, <OOV> and the table's filling stay.
 */
export function maskOf(
  layout: TableLayout,
  table: Float32Array,
  sparsity: number,
  scope: GradualPruning["scope"],
): Float32Array {
  const ranges = prunableRanges(layout);
  const parts = ranges.map(({ start, end }) => table.subarray(start, end));
  const marks =
    scope === "global"
      ? smallestMagnitudes(parts, sparsity)
      : parts.flatMap((part) => smallestMagnitudes([part], sparsity));
  const mask = new Float32Array(table.length);
  ranges.forEach(({ start }, index) => {
    mask.set(marks[index]!, start);
  });
  return mask;
}

function prunableRanges({ columns, embeddingRows, denseStart, parameters }: TableLayout) {
  const ranges = [{ start: SPECIAL_ROWS * columns, end: embeddingRows * columns }];
  let start = denseStart * columns;
  for (const { shape, length } of parameters) {
    if (shape.length === 2) ranges.push({ start, end: start + length });
    start += length;
  }
  return ranges;
}
