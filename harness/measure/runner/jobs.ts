import type { Plan, PlannedCell } from "../../contract/index.ts";
import type { PhaseTable } from "../phases/run-phase.ts";
import type { TeachingJob } from "../phases/teaching-job.ts";
import { corpusKey, type PlannedTraining, teacherTrainings, trainingKey } from "../plan.ts";
import type { RunStore } from "./run-store.ts";

type Folders = Pick<RunStore, "corpusFolder" | "trainingFolder" | "modelFolder">;
type JobOf<P extends keyof PhaseTable> = PhaseTable[P]["job"];

/** The jobs of each phase of a plan's cells: plain data, determined by the plan and the folders alone. */
export function jobsOf(plan: Plan, store: Folders) {
  const corpusFolder = (cell: Pick<PlannedCell, "experiment">) => store.corpusFolder(corpusKey(cell, plan.code));
  const trainingFolder = (planned: PlannedTraining) => store.trainingFolder(trainingKey(planned, plan.code));
  return {
    prepare: (cell: PlannedCell): JobOf<"prepare"> => {
      const { dataset, tokenizer, model, training } = cell.experiment;
      const { vocabulary, maxLength, keep = "end", bigrams = 0 } = model;
      return {
        datasetSpec: plan.datasets.find(({ id }) => id === dataset)!.spec,
        datasetId: dataset,
        corpus: { tokenizer, vocabulary, maxLength, keep, bigrams, validation: training.validation },
        corpusFolder: corpusFolder(cell),
      };
    },
    /** @param teachers reports of `teacherTrainings`, in the same order */
    train: (
      planned: PlannedTraining,
      trainRun: string,
      teachers: readonly PhaseTable["train"]["report"][],
    ): JobOf<"train"> => {
      const { model, training } = planned.experiment;
      return {
        model,
        training,
        trainedWith: planned.trainedWith,
        corpusFolder: corpusFolder(planned),
        trainingFolder: trainingFolder(planned),
        trainRun,
        ...(teachers.length === 0 ? {} : { teaching: teachingOf(planned, teachers) }),
      };
    },
    compress: (cell: PlannedCell): JobOf<"compress"> => {
      const { id, tokenizer, techniques, training } = cell.experiment;
      return {
        experiment: id,
        tokenizer,
        techniques,
        training,
        corpusFolder: corpusFolder(cell),
        trainingFolder: trainingFolder(cell),
        modelFolder: store.modelFolder(id),
      };
    },
    serve: (cell: PlannedCell): JobOf<"serve"> => {
      const { id, serving } = cell.experiment;
      return { serving, corpusFolder: corpusFolder(cell), modelFolder: store.modelFolder(id) };
    },
  };

  function teachingOf(student: PlannedTraining, reports: readonly PhaseTable["train"]["report"][]): TeachingJob {
    return {
      teachers: teacherTrainings(student).map((planned, index) => {
        const { trainWallMs, processWallMs, trainRun } = reports[index]!;
        return { trainingFolder: trainingFolder(planned), trainWallMs, processWallMs, trainRun };
      }),
      segmenter: student.experiment.tokenizer.segmenter,
      unlabelled: plan.unlabelled ?? [],
    };
  }
}
