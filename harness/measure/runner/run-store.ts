import type { FolderState } from "../../base/seal.io.ts";
import type { RunRecord } from "../../contract/record.ts";
import type { ServingSample } from "../../contract/serving-sample.ts";
import type { PhaseTable } from "../phases/run-phase.ts";

/** Folders and files that a run uses; an interface, so that tests need no disk. */
export interface RunStore {
  corpusFolder(key: string): string;
  trainingFolder(key: string): string;
  answersFolder(key: string): string;
  /** How the names of folders with features of texts begin. */
  featuresPath(key: string): string;
  modelFolder(experimentId: string): string;
  /** Whether a corpus is there and whole. One that is damaged is set aside, and so is a training. */
  hasCorpus(key: string): Promise<boolean>;
  /** The report of a stored training that may be reused, or null. */
  findTraining(key: string): Promise<PhaseTable["train"]["report"] | null>;
  /** The report of a teacher's answers, or null. */
  findAnswers(key: string): Promise<PhaseTable["answer"]["report"] | null>;
  /** The model of a finished cell. A damaged one stays until the cell is measured again. */
  modelState(experimentId: string): Promise<FolderState>;
  /** Returns once all of them are safely on disk. */
  append(...records: readonly RunRecord[]): Promise<void>;
  /** The same for samples of serving. */
  appendSample(...samples: readonly ServingSample[]): Promise<void>;
}
