import type { Plan, TokenizerSpec } from "../../contract/index.ts";
import type { Mask } from "../../contract/masking.ts";
import type { NameList } from "../../contract/name-list.ts";
import type { CorpusPlace } from "./corpus-place.ts";

/** What a student's training needs in addition to its own job, as plain data. */
export interface TeachingJob {
  readonly teachers: readonly TaughtBy[];
  /** Splits unlabelled texts into words as it did those of the dataset. */
  readonly segmenter: TokenizerSpec["segmenter"];
  /** What is masked in further texts; those of the corpus are masked already. Absent for nothing. */
  readonly mask?: Mask;
  /** The names that the mask names; absent if it names none. */
  readonly names?: readonly NameList[];
  /** The unlabelled texts that a distillation names by id. */
  readonly unlabelled: NonNullable<Plan["unlabelled"]>;
  /** The student's texts as they were written, where its teachers or its unlabelled texts are among them. */
  readonly raw?: CorpusPlace;
  /** What answering took, each answer once, however many teachers share it; absent for teachers of the reference. */
  readonly asking?: AnswerReport;
}

/** A teacher: its weights and the cost of its training. */
export interface TaughtBy {
  readonly trainingFolder: string;
  readonly trainWallMs: number;
  readonly processWallMs: number;
  readonly trainRun: string;
  /** What it answered; absent for a teacher of the reference, which reads the student's encoded texts while that is trained. */
  readonly answers?: TeacherAnswers;
}

/** Folders of answers. */
export interface TeacherAnswers {
  /** To the training rows: to all of them where the student learns from the rest. */
  readonly training: string;
  /** To unlabelled texts of other data; absent without any. */
  readonly unlabelled?: string;
}

/** What answering took. */
export interface AnswerReport {
  /** The answers only: of a model that was open. */
  readonly answersWallMs: number;
  /** From the start of the process to its last answer. */
  readonly processWallMs: number;
}
