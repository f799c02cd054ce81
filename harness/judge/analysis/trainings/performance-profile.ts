import { groupBy } from "../../../base/group-by.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import type { FinishedConfiguration } from "../analysis.ts";
import { finishedRuns } from "../cells.ts";
import { type Labels, valueOn } from "../labels.ts";
import { bestAccuracy, msToAccuracy } from "./shared-training.ts";
import type { PerformanceProfile, ProfiledOptimizer } from "./training-findings.ts";

/** A problem is solved by what comes so close to the best test accuracy that any optimizer reaches on it. */
export const SOLVED_WITHIN = 0.01;

/**
 * Ratios to the best time to accuracy, whose distribution is an optimizer's performance profile.
 * @returns null unless two optimizers trained on two problems
 * @see Dolan and Moré 2002, Benchmarking optimization software with performance profiles, Mathematical Programming 91,
 * https://doi.org/10.1007/s101070100263
 */
export function performanceProfile(
  configurations: readonly FinishedConfiguration[],
  labels: Labels,
): PerformanceProfile | null {
  if (!labels.axes.includes(AXIS)) return null;
  const reference = configurations.find(({ isBaseline }) => isBaseline) ?? configurations[0];
  if (reference === undefined) return null;
  const all = problemsOf(configurations, labels);
  const names = [...new Set(all.flatMap((problem) => [...problem.keys()]))];
  const problems = all.filter((problem) => problem.has(valueOn(labels, reference.id, AXIS)));
  const complete = names.filter((name) => problems.every((problem) => problem.has(name)));
  if (problems.length < 2 || complete.length < 2) return null;
  const ratios = problems.map((problem) => ratiosOf(complete.map((name) => problem.get(name)!)));
  return {
    optimizers: complete.map((name, index) => ({
      name,
      ratios: ratios.map((own) => own[index]!).sort((a, b) => (a ?? Infinity) - (b ?? Infinity)),
    })),
    problems: problems.length,
    leftOut: names.filter((name) => !complete.includes(name)),
  };
}

const AXIS = "optimizer";
/** 0.88 - 0.01 is not 0.87 in float64. */
const ROUNDING = 1e-9;

/** Optimizer -> its training on one problem. Settings that share all of their trainings are one problem. */
type Problem = ReadonlyMap<string, PricedRun>;

function problemsOf(configurations: readonly FinishedConfiguration[], labels: Labels): Problem[] {
  const others = labels.axes.filter((axis) => axis !== AXIS);
  const trained = configurations.flatMap((one) => {
    const setting = others.map((axis) => valueOn(labels, one.id, axis));
    return finishedRuns(one.cells)
      .filter(({ training }) => training.history.length > 0)
      .map((run) => ({ setting, optimizer: valueOn(labels, one.id, AXIS), run }));
  });
  const bySetting = groupBy(trained, ({ setting, run }) =>
    JSON.stringify([setting, run.experiment.training.seed, run.repeat]),
  );
  const distinct = groupBy([...bySetting.values()], (own) =>
    own.map(({ optimizer, run }) => `${optimizer} ${run.usage.trainRun}`).join("\n"),
  );
  return [...distinct.values()].map(([own]) => new Map(own!.map(({ optimizer, run }) => [optimizer, run])));
}

/** Time over the shortest one, by training; null where it is never accurate enough. */
function ratiosOf(trainings: readonly PricedRun[]): (number | null)[] {
  const wanted = Math.max(...trainings.map(bestAccuracy)) - SOLVED_WITHIN - ROUNDING;
  const times = trainings.map((run) => msToAccuracy(run, wanted));
  const shortest = Math.min(...times.map((ms) => ms ?? Infinity));
  return times.map((ms) => (ms === null ? null : ms / shortest));
}

/** Share of the problems that an optimizer solves in at most `ratio` times the shortest time. @param ratio at least 1 */
export function shareSolved({ ratios }: ProfiledOptimizer, ratio: number): number {
  return ratios.filter((one) => one !== null && one <= ratio).length / ratios.length;
}
