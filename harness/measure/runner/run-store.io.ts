import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { exists } from "../../base/files.io.ts";
import { removeUnfinished } from "../../base/folders.io.ts";
import { RUN_FILES } from "../../contract/run-files.ts";
import { appendRecord, appendSample } from "../../contract/run-folder.io.ts";
import { CORPUS_FILES } from "../phases/corpus-files.io.ts";
import { findTrainingReport } from "../phases/train.io.ts";
import type { RunStore } from "./run-store.ts";

export interface RunFolders {
  /** For the plan, the records, the reports and the finished cells. */
  readonly out: string;
  /** For what cells share: encoded texts and trained weights, by content key. */
  readonly artifacts: string;
  /** Ignores trainings of runs that started earlier, for a run that measures everything again. */
  readonly trainedSince?: Date;
}

export async function openRunStore({ out, artifacts, trainedSince }: RunFolders): Promise<RunStore> {
  await mkdir(join(out, RUN_FILES.cells), { recursive: true });
  await mkdir(artifacts, { recursive: true });
  await removeUnfinished(out);
  await removeUnfinished(join(out, RUN_FILES.cells));
  await removeUnfinished(artifacts);
  const corpusFolder = (key: string) => join(artifacts, `corpus-${key}`);
  const trainingFolder = (key: string) => join(artifacts, key);
  return {
    corpusFolder,
    trainingFolder,
    modelFolder: (experimentId) => join(out, RUN_FILES.cells, experimentId),
    hasCorpus: async (key) => {
      const found = await Promise.all(Object.values(CORPUS_FILES).map((name) => exists(join(corpusFolder(key), name))));
      return found.every((isPresent) => isPresent);
    },
    findTraining: async (key) => {
      const report = await findTrainingReport(trainingFolder(key));
      if (report === null) return null;
      const startedAt = new Date(report.trainRun.slice(report.trainRun.indexOf("@") + 1));
      return trainedSince !== undefined && startedAt < trainedSince ? null : report;
    },
    append: (record) => appendRecord(join(out, RUN_FILES.records), record),
    appendSample: (sample) => appendSample(join(out, RUN_FILES.samples), sample),
  };
}
