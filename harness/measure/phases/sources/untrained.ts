import type { TrainJob } from "../phase-jobs.ts";
import type { TrainingReport } from "../training-folder.io.ts";

/** The report of a model that was trained elsewhere: no steps, and no cost of ours. */
export function untrained({ trainRun }: Pick<TrainJob, "trainRun">): TrainingReport {
  return {
    trainRun,
    trainSteps: 0,
    trainWallMs: 0,
    processWallMs: 0,
    peakRssBytes: null,
    disturbance: null,
    history: [],
    executed: null,
    stopped: null,
    reducedAfter: null,
    evaluationWallMs: null,
  };
}

/** The report of a model that was fitted in this process at once, with no epochs to follow. */
export function fittedAtOnce(
  job: Pick<TrainJob, "trainRun">,
  measured: Pick<TrainingReport, "trainWallMs" | "processWallMs" | "peakRssBytes">,
): TrainingReport {
  return { ...untrained(job), ...measured };
}
