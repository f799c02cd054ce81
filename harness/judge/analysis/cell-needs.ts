import { median } from "simple-statistics";
import type { CellNeeds } from "../pricing/monthly/demand.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { FinishedConfiguration } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { machineOf } from "./measured-machine.ts";

/** What a configuration needs in a month: the medians of its runs. */
export function cellNeeds({ cells, figures }: FinishedConfiguration): CellNeeds {
  const runs = finishedRuns(cells);
  const [first] = runs as [PricedRun, ...PricedRun[]];
  const { architecture, accelerator } = machineOf(first);
  const ofTeachers = runs.flatMap(({ usage }) => usage.teaching?.processWallMs ?? []);
  const { load, workers = 1 } = first.usage.serve;
  return {
    textsPerSecond: figures.textsPerSecond.middle,
    threads: first.experiment.serving.threads * workers,
    // Under a load, a request waits for others. Of several workers one answers it, and the memory is that of all.
    requestMs: load === undefined && workers === 1 ? (figures.p50Ms?.middle ?? null) : null,
    coldStartMs: figures.coldStartMs.middle,
    memoryBytes: figures.peakRssBytes?.middle ?? null,
    measuredOn: { architecture, accelerator },
    trainingMs: median(runs.map(({ usage: { processWallMs } }) => processWallMs.train + processWallMs.compress)),
    teachersMs: ofTeachers.length === 0 ? null : median(ofTeachers),
    trainingPrice: first.price,
  };
}
