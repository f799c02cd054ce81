import type { CellResult } from "../../harness/judge/analysis/analysis.ts";
import type { AnalyzedFolder } from "../analyzed-folders.io.ts";

/** A planned cell, and whose it is. */
export interface FolderCell extends AnalyzedFolder {
  readonly result: CellResult;
}
