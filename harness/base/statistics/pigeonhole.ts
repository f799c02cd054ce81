import { mean, sampleStandardDeviation } from "simple-statistics";
import { drawsFor, resample, type Uniform } from "./bootstrap.ts";

/** Draws that would be equal but for the rounding of their sums. */
const ROUNDING = 1e-12;

/** A mean over blocks, such as the trainings of several seeds, of a statistic over rows that all blocks share. */
export interface BlockStatistic {
  readonly blocks: number;
  readonly rows: number;
  /** The statistic of one block over rows that count as often as their weights say. */
  of(block: number, rowWeights: Uint32Array): number;
}

/**
 * Standard error of the mean over the blocks when both blocks and rows are a sample: each draw takes blocks and rows with
 * replacement, and all blocks the same rows. A single block is not resampled, so that its error is that of the rows
 * alone. With few blocks the error is rather too large than too small.
 * @see Owen 2007, The pigeonhole bootstrap, Annals of Applied Statistics 1(2)
 */
export function pigeonholeError(statistic: BlockStatistic, uniform: Uniform): number {
  const { blocks, rows } = statistic;
  const draws = drawsFor(Math.max(1, blocks * rows));
  const rowWeights = new Uint32Array(rows);
  const blockWeights = new Uint32Array(blocks).fill(1);
  const means = Array.from({ length: draws }, () => {
    resample(rowWeights, uniform);
    if (blocks > 1) resample(blockWeights, uniform);
    let sum = 0;
    for (let block = 0; block < blocks; block += 1) {
      const times = blockWeights[block]!;
      if (times > 0) sum += times * statistic.of(block, rowWeights);
    }
    return sum / blocks;
  });
  const error = sampleStandardDeviation(means);
  return error < ROUNDING ? 0 : error;
}

/** Mean of the statistic over the blocks, each row once. */
export function blockMean(statistic: BlockStatistic): number {
  const once = new Uint32Array(statistic.rows).fill(1);
  return mean(Array.from({ length: statistic.blocks }, (_, block) => statistic.of(block, once)));
}
