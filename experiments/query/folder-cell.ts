import type { Analysis, CellResult } from "../../harness/judge/analysis/analysis.ts";

/** A run folder by the name that was given. */
export interface AnalyzedFolder {
  readonly folder: string;
  readonly analysis: Analysis;
}

/** A planned cell, and whose it is. */
export interface FolderCell extends AnalyzedFolder {
  readonly result: CellResult;
}
