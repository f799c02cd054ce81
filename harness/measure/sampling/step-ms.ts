import { median } from "simple-statistics";

/**
 * Median over the epochs of their mean step time, without the first epoch, which warms up.
 * @param trainWallMs training time up to the end of each epoch; at least two epochs
 */
export function stepMs(trainWallMs: readonly number[], stepsPerEpoch: number): number {
  const epochsMs = trainWallMs.slice(1).map((endMs, index) => endMs - trainWallMs[index]!);
  return median(epochsMs) / stepsPerEpoch;
}
