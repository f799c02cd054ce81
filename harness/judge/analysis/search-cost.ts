import { wallUsd } from "../pricing/cost.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { CellResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";

/**
 * What finding the configuration cost: the processes of all finished runs, at their prices by the hour. Trainings and teachers that
 * several runs share count once. Rounds of samples are not included.
 */
export function searchUsd(cells: readonly CellResult[]): number {
  const runs = finishedRuns(cells);
  const trainings = new Map(runs.map((run) => [run.usage.trainRun, costOf(run, run.usage.processWallMs.train)]));
  const teachers = new Map(
    runs.flatMap((run) => {
      const { teaching } = run.usage;
      return teaching === undefined
        ? []
        : [[teaching.trainRuns.join(" "), costOf(run, teaching.processWallMs)] as const];
    }),
  );
  const own = runs.map((run) => costOf(run, run.usage.processWallMs.compress + run.usage.processWallMs.serve));
  return [...trainings.values(), ...teachers.values(), ...own].reduce((sum, cost) => sum + cost, 0);
}

function costOf({ price }: PricedRun, wallMs: number): number {
  return wallUsd(wallMs, price.usdPerHour);
}
