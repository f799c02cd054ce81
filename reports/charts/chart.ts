import type { TopLevelSpec } from "vega-lite";
import { perObject } from "../../harness/base/per-object.ts";
import type { Analysis, FinishedConfiguration } from "../../harness/judge/analysis/analysis.ts";
import { isComparable } from "../../harness/judge/analysis/comparable.ts";
import type { Language } from "../words/language.ts";

/** One chart of the report. A new chart is a file in this folder and a line in registry.ts. */
export interface Chart {
  /** In lower case; used in the id of its element. */
  readonly name: string;
  /** Whether it takes the whole width of its section. */
  readonly isWide?: true;
  /** The section of the page that it stands in; that of the charts if left out. */
  readonly section?: ChartSection;
  /** Null if there is nothing to show. */
  draw(analysis: Analysis, language: Language): DrawnChart | null;
}

/** A section of the page with charts of its own. */
export type ChartSection = "levers" | "classes" | "to-accuracy" | "larger-models";

export interface DrawnChart {
  /** The finding, as a sentence without a period. */
  readonly title: string;
  /** How to read the marks. */
  readonly subtitle: string;
  /** Text alternative: kind of chart, axes, and the finding. */
  readonly description: string;
  readonly spec: TopLevelSpec;
}

export type { FinishedConfiguration };

/** Configurations that a chart can compare: finished, and on the same data. The tables also have the others. */
export const finishedOf = perObject(({ configurations }: Analysis): readonly FinishedConfiguration[] =>
  configurations.filter(isComparable),
);

/** The most rows in a readable chart. */
export const MOST_ROWS = 30;
