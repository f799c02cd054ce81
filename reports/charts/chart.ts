import type { TopLevelSpec } from "vega-lite";
import type { Analysis, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";

/** One chart of the report. A new chart is a file beside this one and a line in registry.ts. */
export interface Chart {
  /** Lower case; the id of its element. */
  readonly name: string;
  /** Null where nothing was measured that it could show. */
  draw(analysis: Analysis): DrawnChart | null;
}

export interface DrawnChart {
  /** What the data says, as a sentence without a full stop. */
  readonly title: string;
  /** How to read the marks. */
  readonly subtitle: string;
  /** For a reader who does not see it: kind of chart, axes, and the finding. */
  readonly description: string;
  readonly spec: TopLevelSpec;
}

export type { FinishedConfiguration };

/** What a chart may set side by side: finished, and on one kind of data. The tables hold the others too. */
export function finishedOf({ configurations }: Analysis): FinishedConfiguration[] {
  return configurations.filter((one): one is FinishedConfiguration => one.figures !== null && one.isOnSameData);
}

/** More rows than this are unreadable in a chart by configuration. */
export const MOST_ROWS = 30;

/** Says that rows were left out, or nothing. */
export function cutNote(shown: number, all: number): string {
  return shown === all ? "" : ` Shown: ${shown} of ${all}; the table below has them all.`;
}
