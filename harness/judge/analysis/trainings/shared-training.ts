import { groupBy } from "../../../base/group-by.ts";
import { teacherMsOf } from "../../pricing/cost.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import type { FinishedConfiguration } from "../analysis.ts";
import { finishedRuns } from "../cells.ts";

/** One training, which several configurations may share, with the accuracy after each epoch. */
export interface SharedTraining {
  /** A run that uses it. */
  readonly run: PricedRun;
  /** Ids of the configurations that do. */
  readonly configurations: readonly string[];
}

/** The trainings that kept a history, in the configurations' order. */
export function sharedTrainings(configurations: readonly FinishedConfiguration[]): SharedTraining[] {
  const used = configurations.flatMap(({ id, cells }) =>
    finishedRuns(cells).map((run) => ({ run, configuration: id })),
  );
  return [...groupBy(used, ({ run }) => run.usage.trainRun).values()]
    .filter(([first]) => first!.run.training.history.length > 0)
    .map((group) => ({
      run: group[0]!.run,
      configurations: [...new Set(group.map(({ configuration }) => configuration))],
    }));
}

/** The time until an epoch was the first with a test accuracy of at least `accuracy`; null if none was. Teachers come before it. */
export function msToAccuracy({ training, usage }: PricedRun, accuracy: number): number | null {
  const epoch = training.history.find(({ testAccuracy }) => testAccuracy >= accuracy);
  return epoch === undefined ? null : epoch.trainWallMs + teacherMsOf(usage);
}

/** The highest test accuracy after any epoch. */
export function bestAccuracy({ training }: PricedRun): number {
  return Math.max(...training.history.map(({ testAccuracy }) => testAccuracy));
}
