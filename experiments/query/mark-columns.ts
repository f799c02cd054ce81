import type { MarkResult, Marks } from "../../harness/judge/analysis/marks/marks.ts";
import type { AnalyzedFolder } from "../analyzed-folders.io.ts";
import { column, type FlatValue, type ReadColumn } from "./flat-table.ts";

/** A mark of a run folder, whatever is known of it. */
export interface FolderMark extends AnalyzedFolder {
  readonly mark: Marks["measured" | "missing" | "hosted"][number];
}

export function folderMarks(folders: readonly AnalyzedFolder[]): FolderMark[] {
  return folders.flatMap((one) => {
    const { measured, missing, hosted } = one.analysis.marks;
    return [...measured, ...missing, ...hosted].map((mark): FolderMark => ({ ...one, mark }));
  });
}

function measured(read: (mark: MarkResult) => FlatValue): (row: FolderMark) => FlatValue {
  return ({ mark }) => (mark.status === "ok" ? read(mark) : null);
}

export const MARK_COLUMNS: readonly ReadColumn<FolderMark>[] = [
  column("folder", "VARCHAR", "run folder", ({ folder }) => folder),
  column("matrix", "VARCHAR", "name of the matrix", ({ analysis }) => analysis.plan.name),
  column("baseline", "VARCHAR", "which it is", ({ mark }) => mark.name),
  column("dataset", "VARCHAR", "id of the dataset", ({ mark }) => mark.dataset),
  column("status", "VARCHAR", "ok, missing, or hosted for a list price", ({ mark }) => mark.status),
  column("reason", "VARCHAR", "why it is missing", ({ mark }) => (mark.status === "missing" ? mark.reason : null)),
  column(
    "dominates",
    "VARCHAR",
    "how it dominates the answer: cheaper or more-accurate; null if it does not",
    measured(({ versusAnswer }) => versusAnswer?.domination ?? null),
  ),
  column(
    "accuracy",
    "DOUBLE",
    "share of the test rows labelled correctly",
    measured(({ accuracy }) => accuracy),
  ),
  column(
    "accuracyIntervalLow",
    "DOUBLE",
    "lower end of its 95 % interval",
    measured(({ accuracyInterval }) => accuracyInterval.low),
  ),
  column(
    "accuracyIntervalHigh",
    "DOUBLE",
    "upper end of its 95 % interval",
    measured(({ accuracyInterval }) => accuracyInterval.high),
  ),
  column(
    "versusAnswer",
    "DOUBLE",
    "its accuracy minus the answer's, by the same rows",
    measured(({ versusAnswer }) => versusAnswer?.accuracy.difference ?? null),
  ),
  column(
    "p",
    "DOUBLE",
    "exact sign test of that difference",
    measured(({ versusAnswer }) => versusAnswer?.accuracy.p ?? null),
  ),
  column("usdPerMillionTexts", "DOUBLE", "US dollars per million texts", ({ mark }) =>
    mark.status === "ok" ? mark.usd.middle : mark.status === "hosted" ? mark.usdPerMillionTexts : null,
  ),
  column(
    "costRatio",
    "DOUBLE",
    "times the answer's cost",
    measured(({ versusAnswer }) => versusAnswer?.cost?.ratio ?? null),
  ),
  column(
    "textsPerSecond",
    "DOUBLE",
    "throughput, texts/s",
    measured(({ textsPerSecond }) => textsPerSecond),
  ),
  column(
    "trainingRows",
    "DOUBLE",
    "labelled rows that it was trained on",
    measured(({ trainingRows }) => trainingRows ?? null),
  ),
  column(
    "trainWallMs",
    "DOUBLE",
    "wall time of its training, ms",
    measured(({ trainWallMs }) => trainWallMs),
  ),
  column(
    "trainUsd",
    "DOUBLE",
    "the same in US dollars",
    measured(({ trainUsd }) => trainUsd),
  ),
  column(
    "modelBytes",
    "DOUBLE",
    "bytes of its files",
    measured(({ modelBytes }) => modelBytes),
  ),
  column("startedAt", "TIMESTAMP", "when it was measured, UTC", ({ mark }) => mark.startedAt),
  column("source", "VARCHAR", "where a list price was read, with its date", ({ mark }) =>
    mark.status === "hosted" ? `${mark.source}, ${mark.date}` : null,
  ),
];
