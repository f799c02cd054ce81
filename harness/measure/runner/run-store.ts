/** Folders and files that a run works with; kept apart from disk so that tests can stand in for it. */

import type { RunRecord } from "../../contract/record.ts";
import type { PhaseTable } from "../phases/run-phase.ts";
export interface RunStore {
  corpusFolder(key: string): string;
  trainingFolder(key: string): string;
  modelFolder(experimentId: string): string;
  hasCorpus(key: string): Promise<boolean>;
  /** The report of a training that is there to be used, or null. */
  findTraining(key: string): Promise<PhaseTable["train"]["report"] | null>;
  /** Writes the record down for good before it returns. */
  append(record: RunRecord): Promise<void>;
}
