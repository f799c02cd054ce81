import { join } from "node:path";
import { readArtifact, writeFolder } from "../harness/base/folders.io.ts";
import { folderInspector } from "../harness/base/seal.io.ts";
import type { SurveyStore } from "./spec.ts";

/** Of the current folder. */
export const SURVEYS_FOLDER = join(".cache", "surveys");
const FILE = "survey.v8";

/** Keeps surveys in a folder, so that a process need not read what another one has checked. */
export function surveyFolder(folder: string): SurveyStore {
  const stateOf = folderInspector();
  return {
    find: async (key) =>
      (await stateOf(join(folder, key))) === "whole" ? readArtifact(join(folder, key), FILE) : null,
    keep: async (key, survey) => {
      // Where nothing can be written, the file is read again.
      await writeFolder(join(folder, key), { [FILE]: survey }).catch(() => {});
    },
  };
}
