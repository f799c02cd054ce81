import { median } from "simple-statistics";

/**
 * Median over the epochs of the mean step, the first epoch left out to warm up.
 * @param trainWallMs clock of the training steps up to the end of each epoch, at least two
 */
export function stepMs(trainWallMs: readonly number[], stepsAnEpoch: number): number {
  const epochsMs = trainWallMs.slice(1).map((endMs, index) => endMs - trainWallMs[index]!);
  return median(epochsMs) / stepsAnEpoch;
}
