import { deserialize, serialize } from "node:v8";
import { contentId } from "../harness/base/canonical-json.ts";
import { RowGroups } from "./row-groups.ts";
import type { DatasetOptions } from "./table-options.ts";
import type { Survey } from "./table-survey.ts";
import type { OpenedFile } from "./tables/file-bytes.ts";

/** Increment if a survey of the same file says something else than before, or says it in another form. */
const SURVEY_VERSION = 2;
/** A smaller file is read again in no time. */
const LEAST_BYTES = 2 ** 20;
/** A file that was written so shortly before it was read may change again within one tick of the file system's clock. */
const SETTLED_MS = 2000;

/** What of a dataset's options decides what a survey of one of its files finds. */
export interface SurveyedAs extends Pick<DatasetOptions, "columns" | "skipEmpty" | "dedupe" | "table"> {
  readonly kind: string;
  readonly isTest: boolean;
}

/** The same for the same state of a file, read in the same way; null for a file of which nothing is kept. */
export function surveyKey({ path, stats }: OpenedFile, surveyedAs: SurveyedAs): string | null {
  const { size, mtimeMs, ctimeMs, ino } = stats;
  if (size < LEAST_BYTES || Date.now() - ctimeMs < SETTLED_MS) return null;
  return contentId({ version: SURVEY_VERSION, path, size, mtimeMs, ctimeMs, ino, ...surveyedAs });
}

/** A survey as bytes. */
export function packSurvey({ groups, ...survey }: Survey): Uint8Array {
  return serialize({ ...survey, groups: groups?.data() ?? null });
}

/** @param bytes of `packSurvey` */
export function unpackSurvey(bytes: Uint8Array): Survey {
  const { groups, ...survey } = deserialize(bytes);
  return { ...survey, groups: groups === null ? null : RowGroups.of(groups) };
}
