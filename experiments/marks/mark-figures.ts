import type { OkRecord } from "../../harness/contract/index.ts";
import type { MeasuredMark } from "../../harness/contract/mark.ts";

/** What is measured of a mark, wherever and at what price. */
export type MarkFigures = Pick<
  MeasuredMark,
  | "library"
  | "accuracy"
  | "testRows"
  | "correct"
  | "trainWallMs"
  | "textsPerSecond"
  | "textsPerSecondRange"
  | "coldStartMs"
  | "peakRssBytes"
  | "modelBytes"
>;

/** Those of a cell of a model source. */
export function figuresOfRecord({ quality, usage, executed }: OkRecord): MarkFigures {
  const { serve } = usage;
  return {
    library: executed.library,
    accuracy: quality.accuracy,
    testRows: quality.testRows,
    correct: quality.correct,
    trainWallMs: usage.trainWallMs,
    textsPerSecond: serve.textsPerSecond,
    textsPerSecondRange: serve.textsPerSecondRange,
    coldStartMs: usage.coldStartMs,
    peakRssBytes: usage.peakRssBytes,
    modelBytes: usage.modelBytes,
  };
}
