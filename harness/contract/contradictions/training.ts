import type { TrainingCourse } from "../record.ts";
import type { Usage } from "../usage.ts";
import { above, type Contradiction, unequal } from "./contradiction.ts";

/** Epochs follow on each other, and their clock never goes back. */
export function* trainingContradictions(
  { history, stopped }: TrainingCourse,
  { trainWallMs }: Pick<Usage, "trainWallMs">,
): Generator<Contradiction> {
  for (const [index, epoch] of history.entries()) {
    yield unequal(`training.history[${index}].epoch`, epoch.epoch, index + 1, "one after the other");
    const next = history[index + 1];
    yield next === undefined
      ? above(`training.history[${index}].trainWallMs`, epoch.trainWallMs, trainWallMs, "as usage.trainWallMs")
      : above(`training.history[${index}].trainWallMs`, epoch.trainWallMs, next.trainWallMs, "that of the next epoch");
  }
  if (stopped === null) return;
  const { bestEpoch, epoch, plannedEpochs } = stopped;
  yield unequal("training.stopped.epoch", epoch, history.length, "the last of training.history");
  yield above("training.stopped.bestEpoch", bestEpoch, epoch, "the last epoch");
  yield above("training.stopped.epoch", epoch, plannedEpochs, "as planned");
}
