import { contentId, type Json } from "../../base/canonical-json.ts";
import type { RawCorpusSpec } from "../../classifier/text/raw-texts.ts";
import type { Experiment, Plan, PlannedCell, TokenizerSpec } from "../../contract/index.ts";
import { type Mask, maskOf } from "../../contract/masking.ts";
import { isPretrainedModel, splitSource } from "../../contract/model-source.ts";
import { REST } from "../../contract/training-variant.ts";
import {
  corpusKey,
  encodingOf,
  ownersKey,
  type PlannedTraining,
  teacherTrainings,
  textsKey,
  trainingKey,
  trainingRowsOf,
} from "../artifact-keys.ts";
import type { CorpusPlace } from "../phases/corpus-place.ts";
import type { ShareOutJob } from "../phases/owned-rows.io.ts";
import type { AnswerJob, SourceJob } from "../phases/phase-jobs.ts";
import type { PrepareJob } from "../phases/prepare.io.ts";
import type { PhaseTable } from "../phases/run-phase.ts";
import type { AnswerReport, TeacherAnswers, TeachingJob } from "../phases/teaching-job.ts";
import type { RunStore } from "./run-store.ts";

type Folders = Pick<RunStore, "corpusFolder" | "trainingFolder" | "answersFolder" | "featuresPath" | "modelFolder">;
type JobOf<P extends keyof PhaseTable> = PhaseTable[P]["job"];

/** The jobs of each phase of a plan's cells: plain data, determined by the plan and the folders alone. */
export function jobsOf(plan: Plan, store: Folders) {
  const corpusFolder = (cell: Pick<PlannedCell, "experiment">) => store.corpusFolder(corpusKey(cell, plan.code));
  const trainingFolder = (planned: PlannedTraining) => store.trainingFolder(trainingKey(planned, plan.code));
  const jobs = {
    /** The texts of a dataset as they were written but for what is masked. */
    prepareRaw: ({ experiment }: Pick<PlannedCell, "experiment">): PrepareJob => ({
      ...datasetOf(experiment),
      corpus: rawCorpusOf(experiment),
      corpusFolder: store.corpusFolder(textsKey(experiment, plan.code)),
    }),
    prepare: (cell: Pick<PlannedCell, "experiment">): PrepareJob => {
      const { experiment } = cell;
      const { model, tokenizer } = experiment;
      return {
        ...datasetOf(experiment),
        corpus:
          model.source === undefined ? { ...encodingOf(experiment), ...namesOf(tokenizer) } : rawCorpusOf(experiment),
        ...vectorsOf(cell),
        corpusFolder: corpusFolder(cell),
      };
    },
    /** Training rows of each worker apart; null where they all read the same. */
    shareOut: (planned: Pick<PlannedCell, "experiment">): ShareOutJob | null => {
      const { workers = 1, owners } = planned.experiment.training;
      const key = ownersKey(planned, plan.code);
      if (key === undefined) return null;
      const folders = { corpusFolder: corpusFolder(planned), ownersFolder: store.corpusFolder(key) };
      return { ...folders, workers, ...(owners === undefined ? {} : { owners }) };
    },
    /** What teachers of other sources answer before a student is trained. */
    answers: (student: PlannedTraining): readonly PlannedAnswer[] =>
      teacherTrainings(student).flatMap((teacher) => Object.values(askedOf(student, teacher) ?? {})),
    /** A corpus of raw texts that a student's training reads beside its own; null if it reads none. */
    rawTexts: (student: PlannedTraining): RawTexts | null => {
      const { experiment, teachers, unlabelled } = student;
      const isAsked = teachers.some(({ model }) => model.source !== undefined);
      const trainingRows = trainingRowsOf(experiment.training);
      if (!isAsked && (unlabelled !== REST || trainingRows === undefined)) return null;
      const key = textsKey(experiment, plan.code);
      return { key, place: { corpusFolder: store.corpusFolder(key), ...(trainingRows && { trainingRows }) } };
    },
    /**
     * @param teachers reports of `teacherTrainings`, in the same order
     * @param answers reports of `answers` by key; null for a training whose cost nobody asks
     */
    train: (
      planned: PlannedTraining,
      trainRun: string,
      teachers: readonly PhaseTable["train"]["report"][],
      answers: ReadonlyMap<string, AnswerReport> | null,
    ): JobOf<"train"> => {
      const { model, training } = planned.experiment;
      const shared = jobs.shareOut(planned);
      return {
        ...sourceOf(planned),
        ...(shared && { ownersFolder: shared.ownersFolder }),
        model,
        training,
        trainedWith: planned.trainedWith,
        trainingFolder: trainingFolder(planned),
        trainRun,
        ...(teachers.length === 0 ? {} : { teaching: teachingOf(planned, teachers, answers) }),
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
  return jobs;

  /** The names that a tokenizer masks; nothing where it masks none. */
  function namesOf(tokenizer: TokenizerSpec): Pick<SourceJob, "names"> {
    const names = (plan.names ?? [])
      .filter(({ id }) => maskOf(tokenizer).includes(id))
      .map(({ spec: _, ...list }) => list);
    return names.length === 0 ? {} : { names };
  }

  /** How the raw texts of an experiment are masked and split. */
  function rawCorpusOf({ tokenizer, training: { validation } }: Experiment): RawCorpusSpec {
    return { ...maskedBy(tokenizer), ...namesOf(tokenizer), validation };
  }

  /** A model's source, and the rows that it is made of. */
  function sourceOf(planned: Pick<PlannedCell, "experiment">): SourceJob {
    const { model, training, tokenizer } = planned.experiment;
    const folder = { corpusFolder: corpusFolder(planned), ...namesOf(tokenizer) };
    if (model.source === undefined) return folder;
    const planning = plan.sources!.find(({ id }) => id === model.source)!;
    const trainingRows = trainingRowsOf(training);
    const { id, spec, labelMap } = planning;
    const source = { id, ...splitSource(spec), ...(labelMap && { labelMap }) };
    // What computing them took is kept with features: another runtime or other code would have taken another time.
    const { backend, threads } = training;
    const featuresPath = store.featuresPath(
      contentId({ artifact: "features", source: id, backend, threads, code: plan.code }),
    );
    return { ...folder, source, featuresPath, ...(trainingRows && { trainingRows }) };
  }

  /** The word vectors that the rows of a model begin with; nothing where they begin with random numbers. */
  function vectorsOf({ experiment }: Pick<PlannedCell, "experiment">): Pick<PrepareJob, "vectors"> {
    const { initial } = experiment.model;
    return initial === undefined ? {} : { vectors: plan.vectors!.find(({ id }) => id === initial)! };
  }

  function datasetOf({ dataset }: Experiment) {
    return { datasetSpec: plan.datasets.find(({ id }) => id === dataset)!.spec, datasetId: dataset };
  }

  /** What a teacher is asked for a student; null for a teacher of the reference, whose weights the student's training reads. */
  function askedOf(student: PlannedTraining, teacher: PlannedTraining): Asked | null {
    if (teacher.experiment.model.source === undefined) return null;
    const { key, place } = jobs.rawTexts(student)!;
    const { corpusFolder, trainingRows } = place;
    const further = plan.unlabelled?.find(({ id }) => id === student.unlabelled);
    const rows = trainingRows === undefined || student.unlabelled === REST ? {} : { trainingRows };
    return {
      training: answerTo(teacher, { corpusFolder, ...rows }, { texts: key, rows: { ...rows.trainingRows } }),
      ...(further && { unlabelled: answerTo(teacher, further, { dataset: further.id }) }),
    };
  }

  /** @param asked what tells the texts from others */
  function answerTo(teacher: PlannedTraining, texts: AnswerJob["texts"], asked: Json): PlannedAnswer {
    const { id, dataset, model, tokenizer, training, serving } = teacher.experiment;
    // A model that was trained elsewhere answers alike whatever the seed and the rows of the experiment that names it, in the labels of its data.
    const answering = isPretrainedModel(model, plan)
      ? { dataset, model, ...maskedBy(tokenizer) }
      : { training: trainingKey(teacher, plan.code) };
    const key = contentId({ artifact: "answers", ...answering, serving, asked, code: plan.code });
    const folders = { trainingFolder: trainingFolder(teacher), answersFolder: store.answersFolder(key) };
    const job = { ...sourceOf(teacher), experiment: id, tokenizer, training, serving, texts, ...folders };
    return { key, job, teacher: teacher.experiment };
  }

  function teachingOf(
    student: PlannedTraining,
    reports: readonly PhaseTable["train"]["report"][],
    answers: ReadonlyMap<string, AnswerReport> | null,
  ): TeachingJob {
    const raw = jobs.rawTexts(student);
    return {
      teachers: teacherTrainings(student).map((teacher, index) => {
        const { trainWallMs, processWallMs, trainRun } = reports[index]!;
        const asked = askedOf(student, teacher);
        const taughtBy = { trainingFolder: trainingFolder(teacher), trainWallMs, processWallMs, trainRun };
        return asked === null ? taughtBy : { ...taughtBy, answers: foldersOf(asked) };
      }),
      segmenter: student.experiment.tokenizer.segmenter,
      ...maskedBy(student.experiment.tokenizer),
      ...namesOf(student.experiment.tokenizer),
      unlabelled: plan.unlabelled ?? [],
      ...(raw === null ? {} : { raw: raw.place }),
      ...(answers === null || answers.size === 0 ? {} : { asking: costOf([...answers.values()]) }),
    };
  }
}

/** Nothing where nothing is masked. */
function maskedBy(tokenizer: TokenizerSpec): { readonly mask?: Mask } {
  const mask = maskOf(tokenizer);
  return mask.length === 0 ? {} : { mask };
}

function foldersOf({ training, unlabelled }: Asked): TeacherAnswers {
  return {
    training: training.job.answersFolder,
    ...(unlabelled && { unlabelled: unlabelled.job.answersFolder }),
  };
}

function costOf(answers: readonly AnswerReport[]): AnswerReport {
  const sumOf = (read: (report: AnswerReport) => number) => answers.reduce((sum, report) => sum + read(report), 0);
  return {
    answersWallMs: sumOf(({ answersWallMs }) => answersWallMs),
    processWallMs: sumOf(({ processWallMs }) => processWallMs),
  };
}

/** Answers under their artifact key. */
interface PlannedAnswer {
  readonly key: string;
  readonly teacher: Experiment;
  readonly job: AnswerJob;
}

interface Asked {
  readonly training: PlannedAnswer;
  readonly unlabelled?: PlannedAnswer;
}

/** A corpus under its artifact key. */
interface RawTexts {
  readonly key: string;
  readonly place: CorpusPlace;
}
