import { contradictionIn } from "./contradictions/line.ts";
import { isSample, type RunLine } from "./run-line.ts";

interface Bound {
  readonly least: number;
  readonly most?: number;
  /** The least value is not reached, either. */
  readonly isAbove?: true;
}

const NOT_NEGATIVE: Bound = { least: 0 };
const SHARE: Bound = { least: 0, most: 1 };
const POSITIVE: Bound = { least: 0, isAbove: true };
const COUNT: Bound = { least: 1 };

/** By field, of a finished record. What is null or absent has no bounds. */
const OF_RECORD = fieldBounds({
  repeat: COUNT,
  "quality.accuracy": SHARE,
  "quality.f1": SHARE,
  "quality.trainAccuracy": SHARE,
  "quality.validationAccuracy": SHARE,
  "quality.loss": NOT_NEGATIVE,
  "quality.membership.auc": SHARE,
  "quality.testRows": COUNT,
  ...outcomeBounds("quality.test"),
  ...outcomeBounds("quality.validation"),
  "usage.trainWallMs": NOT_NEGATIVE,
  "usage.trainSteps": NOT_NEGATIVE,
  "usage.compressWallMs": NOT_NEGATIVE,
  "usage.coldStartMs": NOT_NEGATIVE,
  "usage.tokenizeTextsPerSecond": POSITIVE,
  "usage.processWallMs.train": NOT_NEGATIVE,
  "usage.processWallMs.compress": NOT_NEGATIVE,
  "usage.processWallMs.serve": NOT_NEGATIVE,
  "usage.serve.textsPerSecond": POSITIVE,
  "usage.serve.p50Ms": NOT_NEGATIVE,
  "usage.serve.p90Ms": NOT_NEGATIVE,
  "usage.serve.p99Ms": NOT_NEGATIVE,
  "usage.serve.measuredMs": NOT_NEGATIVE,
  "usage.peakRssBytes": NOT_NEGATIVE,
  "usage.trainPeakRssBytes": NOT_NEGATIVE,
  "usage.baselineRssBytes": NOT_NEGATIVE,
  "usage.peakVramBytes": NOT_NEGATIVE,
  "usage.modelBytes": NOT_NEGATIVE,
  "usage.modelGzipBytes": NOT_NEGATIVE,
  "usage.artifactBytes": NOT_NEGATIVE,
  "cost.trainUsd": NOT_NEGATIVE,
  "cost.runUsd": NOT_NEGATIVE,
  "cost.billedUsd": NOT_NEGATIVE,
  "cost.usdPerMillionTexts": NOT_NEGATIVE,
  "cost.price.usdPerHour": NOT_NEGATIVE,
});

const OF_SAMPLE = fieldBounds({
  repeat: COUNT,
  round: COUNT,
  textsPerSecond: POSITIVE,
  timedMs: NOT_NEGATIVE,
  peakRssBytes: NOT_NEGATIVE,
  processWallMs: NOT_NEGATIVE,
  loopMs: NOT_NEGATIVE,
});

interface FieldBound extends Bound {
  readonly field: string;
  readonly path: readonly string[];
}

function outcomeBounds(side: string): Readonly<Record<string, Bound>> {
  return {
    [`${side}.loss`]: NOT_NEGATIVE,
    [`${side}.brier`]: NOT_NEGATIVE,
    [`${side}.calibrationError`]: NOT_NEGATIVE,
  };
}

/** Paths are taken apart once: each line of a long file is looked at. */
function fieldBounds(bounds: Readonly<Record<string, Bound>>): readonly FieldBound[] {
  return Object.entries(bounds).map(([field, bound]) => ({ ...bound, field, path: field.split(".") }));
}

/**
 * What nothing can have measured, such as an accuracy of 7.5, or one that the rows contradict: "field: what was needed, what came"; null if all can be
 * true.
 */
export function impossibleIn(line: RunLine): string | null {
  if (isSample(line)) return beyond(line, OF_SAMPLE) ?? contradictionIn(line);
  return line.status === "ok" ? (beyond(line, OF_RECORD) ?? contradictionIn(line)) : null;
}

function beyond(line: RunLine, bounds: readonly FieldBound[]): string | null {
  for (const { field, path, least, most, isAbove } of bounds) {
    let value: unknown = line;
    for (const key of path) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
    if (typeof value !== "number") continue;
    if (isAbove ? value <= least : value < least) {
      return `${field}: must be ${isAbove ? "above" : "at least"} ${least}, got ${value}`;
    }
    if (most !== undefined && value > most) return `${field}: must be at most ${most}, got ${value}`;
  }
  return null;
}
