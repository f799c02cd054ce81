import { SPECIAL_ROWS } from "../../contract/index.ts";
import type { TableLayout } from "./parameter-table.ts";
import { smallestMagnitudes } from "./smallest-magnitudes.ts";

/**
 * Pruning while training: the share of weights held at zero grows from `initialSparsity` to `sparsity` in `updates`
 * steps of equal length, fast at first; what is left of the training then adapts to the final mask.
 * @see Zhu & Gupta 2017, arXiv:1710.01878, section 3
 */
export interface GradualPruning {
  /** Share of the weights that are 0 in the end. */
  readonly sparsity: number;
  readonly initialSparsity: number;
  /** Shares of the training's steps after which the first and the last mask are made. */
  readonly beginShare: number;
  readonly endShare: number;
  /** Masks after the first one. */
  readonly updates: number;
  /** Whether the smallest of the whole model go, or the smallest of each matrix. */
  readonly scope: "global" | "layer";
}

export interface MaskUpdate {
  /** Steps done before it. */
  readonly step: number;
  readonly sparsity: number;
}

/**
 * When masks are made, each with s_f + (s_i - s_f)(1 - k / n)^3 as its sparsity, k from 0 to n. Of those that fall
 * on the same step the last one counts.
 */
export function maskUpdates(pruning: GradualPruning, totalSteps: number): MaskUpdate[] {
  const { sparsity, initialSparsity, beginShare, endShare, updates } = pruning;
  const begin = Math.floor(beginShare * totalSteps);
  const end = Math.floor(endShare * totalSteps);
  const byStep = new Map<number, number>();
  for (let update = 0; update <= updates; update += 1) {
    const step = begin + Math.round(((end - begin) * update) / updates);
    byStep.set(step, sparsity + (initialSparsity - sparsity) * (1 - update / updates) ** 3);
  }
  return [...byStep].map(([step, ofStep]) => ({ step, sparsity: ofStep }));
}

/**
 * The mask of a parameter table: 1 where a weight goes. Embedding rows of words and dense kernels count; biases,
 * padding, <OOV> and the table's filling stay.
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
