import { mkdir, stat, utimes } from "node:fs/promises";
import { join, relative } from "node:path";
import { removeUnfinished, setAsideDamaged } from "../../base/folders.io.ts";
import { folderInspector, SEAL } from "../../base/seal.io.ts";
import { RUN_FILES } from "../../contract/run-files.ts";
import { appendRecord, appendSample } from "../../contract/run-folder.io.ts";
import { ARTIFACT_NAMES } from "../artifact-keys.ts";
import { readAnswerReport } from "../phases/answers-folder.io.ts";
import { readTrainingReport } from "../phases/training-folder.io.ts";
import type { RunStore } from "./run-store.ts";
import { trainingReportProblem } from "./training-report.ts";

export interface RunFolders {
  /** For the plan, the records, the reports and the finished cells. */
  readonly out: string;
  /** For what cells share: encoded texts and trained weights, by content key. */
  readonly artifacts: string;
  /** Ignores trainings of runs that started earlier, and answers that were given earlier, for a run that measures everything again. */
  readonly trainedSince?: Date;
  /** Receives a line about each folder that was found damaged and set aside. */
  readonly onDamaged: (line: string) => void;
}

export async function openRunStore({ out, artifacts, trainedSince, onDamaged }: RunFolders): Promise<RunStore> {
  await mkdir(join(out, RUN_FILES.cells), { recursive: true });
  await mkdir(artifacts, { recursive: true });
  await removeUnfinished(out);
  await removeUnfinished(join(out, RUN_FILES.cells));
  await removeUnfinished(artifacts);
  const corpusFolder = (key: string) => join(artifacts, ARTIFACT_NAMES.corpus(key));
  const trainingFolder = (key: string) => join(artifacts, ARTIFACT_NAMES.training(key));
  const answersFolder = (key: string) => join(artifacts, ARTIFACT_NAMES.answers(key));
  const modelFolder = (experimentId: string) => join(out, RUN_FILES.cells, experimentId);
  const inspect = folderInspector();
  const stateNow = async (folder: string) => {
    const state = await inspect(folder);
    if (state === "damaged") {
      onDamaged(`${relative(process.cwd(), folder)} is damaged: its files do not match its ${SEAL}; it is made again`);
    }
    return state;
  };
  const isWholeArtifact = async (folder: string) => {
    const state = await stateNow(folder);
    if (state === "damaged") await setAsideDamaged(folder);
    // The time of a folder is that of its last use, by which a full cache decides.
    if (state === "whole") await utimes(folder, new Date(), new Date()).catch(() => undefined);
    return state === "whole";
  };
  return {
    corpusFolder,
    trainingFolder,
    answersFolder,
    featuresPath: (key) => join(artifacts, ARTIFACT_NAMES.features(key)),
    modelFolder,
    // A damaged model stays until a whole one replaces it: a kill meanwhile must not leave a record without its model.
    modelState: (experimentId) => stateNow(modelFolder(experimentId)),
    hasCorpus: (key) => isWholeArtifact(corpusFolder(key)),
    findTraining: async (key) => {
      if (!(await isWholeArtifact(trainingFolder(key)))) return null;
      const folder = trainingFolder(key);
      const report = await readTrainingReport(folder).catch(nothingIfNotJson);
      // Its hash is right, and yet it is none: what wrote it was no pricewar, or a broken one.
      const problem = trainingReportProblem(report);
      if (report === null || problem !== null) {
        onDamaged(`${relative(process.cwd(), folder)} is no training: ${problem}; it is made again`);
        await setAsideDamaged(folder);
        return null;
      }
      const startedAt = new Date(report.trainRun.slice(report.trainRun.indexOf("@") + 1));
      return trainedSince !== undefined && startedAt < trainedSince ? null : report;
    },
    findAnswers: async (key) => {
      if (!(await isWholeArtifact(answersFolder(key)))) return null;
      const { mtime } = await stat(join(answersFolder(key), SEAL));
      return trainedSince !== undefined && mtime < trainedSince ? null : readAnswerReport(answersFolder(key));
    },
    append: (...records) => appendRecord(join(out, RUN_FILES.records), ...records),
    appendSample: (...samples) => appendSample(join(out, RUN_FILES.samples), ...samples),
  };
}

function nothingIfNotJson(error: unknown): null {
  if (error instanceof SyntaxError) return null;
  throw error;
}
