import { fitModel } from "../../../../classifier/training/fit.ts";
import { storedWeights } from "../../../../classifier/training/parameter-table.ts";
import { peakRssBytes } from "../../memory.io.ts";
import type { TrainJob } from "../../phase-jobs.ts";
import { refuseOtherExecution } from "../../refuse-other-execution.ts";
import { type TrainingReport, writeTraining } from "../../training-folder.io.ts";
import { watchWork } from "../../watched-work.ts";
import type { SourceTools, WorkersStarted } from "../source-tools.ts";
import { type OpenedTraining, openTraining } from "./open-training.io.ts";
import { trainedFiles } from "./trained-files.io.ts";

/** Trains the weights of our own classifier, with further processes where the job has several workers. */
export async function train(job: TrainJob, tools: SourceTools): Promise<TrainingReport> {
  const others = await startOthers(job, tools);
  try {
    return await trainWith(others, job, tools);
  } finally {
    await others?.close();
  }
}

async function startOthers(job: TrainJob, { startTraining }: SourceTools): Promise<WorkersStarted | null> {
  if ((job.training.workers ?? 1) === 1) return null;
  if (startTraining === undefined) throw new TypeError("no further process can be started here");
  return startTraining(job);
}

/** Null for a process that trains alone, which loads nothing of this. */
async function follow(others: WorkersStarted | null, opened: OpenedTraining, job: TrainJob, { nowMs }: SourceTools) {
  return others && (await import("./together.ts")).followFirst(others, opened, job.training, nowMs);
}

async function trainWith(others: WorkersStarted | null, job: TrainJob, tools: SourceTools): Promise<TrainingReport> {
  const opened = await openTraining(job, tools, others);
  const { whole, trainer, taught, privacySpent } = opened;
  try {
    const endTogether = await follow(others, opened, job, tools);
    const { result, power, disturbance } = await watchWork(tools, whole.backend, () =>
      fitModel(opened.fit, trainer, tools),
    );
    const { spec: folded, weights, steps, lastChunk, ...course } = result;
    const modelOnnx = tools.modelFormat.write({ spec: folded, weights: storedWeights(folded, weights) });
    // Measured before the proof, so that no figure includes it.
    const measured = { processWallMs: tools.nowMs(), peakRssBytes: await peakRssBytes() };
    const ofAll = endTogether && (await endTogether(measured.peakRssBytes));
    tools.onTimed?.();
    const executed = await trainer.prove(lastChunk);
    refuseOtherExecution(executed, whole.backend, job.training.threads);
    const report: TrainingReport = {
      trainRun: job.trainRun,
      ...course,
      ...(privacySpent && { privacy: privacySpent }),
      executed,
      trainSteps: steps,
      ...measured,
      ...(ofAll && { peakRssBytes: ofAll.peakRssBytes }),
      disturbance,
      ...(power === null ? {} : { power }),
      ...(taught === null ? {} : { teaching: taught.usage }),
      ...(ofAll && { together: ofAll.together }),
    };
    // Some systems move no open file.
    taught?.lesson.soft.targets.close();
    await writeTraining(job.trainingFolder, report, trainedFiles(modelOnnx, taught));
    return report;
  } finally {
    await taught?.discard();
    await trainer.close();
  }
}
