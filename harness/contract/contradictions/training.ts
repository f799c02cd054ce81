import type { TrainingCourse } from "../record.ts";
import type { Usage } from "../usage.ts";
import { above, type Contradiction, isClose, unequal } from "./contradiction.ts";

/** Epochs follow on each other, and their clock never goes back. */
export function trainingContradiction(
  { history, stopped }: TrainingCourse,
  { trainWallMs }: Pick<Usage, "trainWallMs">,
): Contradiction {
  for (let index = 0; index < history.length; index += 1) {
    const epoch = history[index]!;
    const next = history[index + 1];
    const mostMs = next === undefined ? trainWallMs : next.trainWallMs;
    if (isClose(epoch.epoch, index + 1) && epoch.trainWallMs <= mostMs) continue;
    const field = `training.history[${index}]`;
    const limit = next === undefined ? "as usage.trainWallMs" : "that of the next epoch";
    const found =
      unequal(`${field}.epoch`, epoch.epoch, index + 1, "one after the other") ??
      above(`${field}.trainWallMs`, epoch.trainWallMs, mostMs, limit);
    if (found !== null) return found;
  }
  if (stopped === null) return null;
  const { bestEpoch, epoch, plannedEpochs } = stopped;
  return (
    unequal("training.stopped.epoch", epoch, history.length, "the last of training.history") ??
    above("training.stopped.bestEpoch", bestEpoch, epoch, "the last epoch") ??
    above("training.stopped.epoch", epoch, plannedEpochs, "as planned")
  );
}
