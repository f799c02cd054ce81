import type { Plan, PlannedCell } from "../../contract/index.ts";
import { splitSource } from "../../contract/model-source.ts";
import type { SourceJob } from "../phases/phase-jobs.ts";
import type { PhaseTable } from "../phases/run-phase.ts";
import type { TeachingJob } from "../phases/teaching-job.ts";
import { corpusKey, type PlannedTraining, teacherTrainings, trainingKey, trainingRowsOf } from "../plan.ts";
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
      const { validation } = training;
      const { source, vocabulary, maxLength, keep = "end", bigrams = 0 } = model;
      const rows = trainingRowsOf(training);
      const encoded = { tokenizer, vocabulary, maxLength, keep, bigrams, validation, ...(rows && { rows }) };
      return {
        datasetSpec: plan.datasets.find(({ id }) => id === dataset)!.spec,
        datasetId: dataset,
        corpus: source === undefined ? encoded : { validation },
        ...vectorsOf(cell),
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
        ...sourceOf(planned),
        model,
        training,
        trainedWith: planned.trainedWith,
        trainingFolder: trainingFolder(planned),
        trainRun,
        ...(teachers.length === 0 ? {} : { teaching: teachingOf(planned, teachers) }),
      };
    },
    compress: (cell: PlannedCell): JobOf<"compress"> => {
      const { id, tokenizer, techniques, training } = cell.experiment;
      return {
        ...sourceOf(cell),
        experiment: id,
        tokenizer,
        techniques,
        training,
        trainingFolder: trainingFolder(cell),
        modelFolder: store.modelFolder(id),
      };
    },
    serve: (cell: PlannedCell): JobOf<"serve"> => {
      const { id, serving } = cell.experiment;
      return { ...sourceOf(cell), serving, modelFolder: store.modelFolder(id) };
    },
  };

  /** A model's source, and the rows that it is made of. */
  function sourceOf(planned: Pick<PlannedCell, "experiment">): SourceJob {
    const { model, training } = planned.experiment;
    const folder = { corpusFolder: corpusFolder(planned) };
    const planning = plan.sources?.find(({ id }) => id === model.source);
    if (planning === undefined) return folder;
    const trainingRows = trainingRowsOf(training);
    const source = { id: planning.id, ...splitSource(planning.spec) };
    return { ...folder, source, ...(trainingRows && { trainingRows }) };
  }

  /** The word vectors that the rows of a model begin with; nothing where they begin with random numbers. */
  function vectorsOf({ experiment }: Pick<PlannedCell, "experiment">): Pick<JobOf<"prepare">, "vectors"> {
    const { initial } = experiment.model;
    return initial === undefined ? {} : { vectors: plan.vectors!.find(({ id }) => id === initial)! };
  }

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
