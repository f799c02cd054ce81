import { join } from "node:path";
import { writesEncrypted } from "../harness/base/at-rest/keys.ts";
import { readArtifact, writeFolder } from "../harness/base/folders.io.ts";
import { folderInspector } from "../harness/base/seal.io.ts";
import type { SurveyStore } from "./spec.ts";

/** Of the current folder. */
export const SURVEYS_FOLDER = join(".cache", "surveys");
const FILE = "survey.v8";

/**
 * A store that notes which surveys are asked for, so that they can be removed with what was run on their files.
 * @returns the store, and the keys so far
 */
export function notedSurveys(surveys: SurveyStore): {
  readonly store: SurveyStore;
  readonly keys: ReadonlySet<string>;
} {
  const keys = new Set<string>();
  const find = (key: string) => {
    keys.add(key);
    return surveys.find(key);
  };
  return { store: { ...surveys, find }, keys };
}

/** Keeps surveys in a folder, so that a process need not read what another one has checked. */
export function surveyFolder(folder: string): SurveyStore {
  const stateOf = folderInspector();
  return {
    find: async (key) =>
      (await stateOf(join(folder, key))) === "whole" ? readArtifact(join(folder, key), FILE) : null,
    keep: async (key, survey) => {
      // Runs share these, and none opens what another one has encrypted.
      if (writesEncrypted()) return;
      // Where nothing can be written, the file is read again.
      await writeFolder(join(folder, key), { [FILE]: survey }).catch(() => {});
    },
  };
}
