import { mean } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { meanSpread, measured, medianSpread, type Spread } from "../../base/statistics/summaries.ts";
import type { OkRecord } from "../../contract/index.ts";
import { teacherWallMs } from "../pricing/cost.ts";
import type { CellResult, Figures } from "./analysis.ts";

/** The records of the cells that ended ok. */
export function okRecords(cells: readonly CellResult[]): OkRecord[] {
  return cells.flatMap(({ record }) => (record?.status === "ok" ? [record] : []));
}

/** Pools the finished runs of one configuration; null for none. */
export function figuresOf(records: readonly OkRecord[]): Figures | null {
  const [first] = records;
  if (first === undefined) return null;
  const always = (read: (record: OkRecord) => number): Spread => medianSpread(records.map(read))!;
  const wherever = (read: (record: OkRecord) => number | null) => medianSpread(measured(records.map(read)));
  return {
    testAccuracy: meanOverTrainings(records, ({ quality }) => quality.accuracy)!,
    validationAccuracy: meanOverTrainings(records, ({ quality }) => quality.validationAccuracy),
    f1: meanOverTrainings(records, ({ quality }) => quality.f1)!,
    trainings: new Set(records.map(({ usage }) => usage.trainRun)).size,
    testRows: first.quality.testRows,
    usdPerMillionTexts: costSpread(records),
    textsPerSecond: always(({ usage }) => usage.serve.textsPerSecond),
    p50Ms: wherever(({ usage }) => usage.serve.p50Ms),
    p90Ms: wherever(({ usage }) => usage.serve.p90Ms),
    p99Ms: wherever(({ usage }) => usage.serve.p99Ms),
    modelBytes: always(({ usage }) => usage.modelBytes),
    modelGzipBytes: always(({ usage }) => usage.modelGzipBytes),
    trainWallMs: always(({ usage }) => usage.trainWallMs),
    teacherWallMs: wherever(({ usage: { teaching } }) => (teaching === undefined ? null : teacherWallMs(teaching))),
    compressWallMs: always(({ usage }) => usage.compressWallMs),
    trainUsd: always(({ cost }) => cost.trainUsd),
    teacherUsd: wherever(({ cost }) => cost.teacherUsd ?? null),
    coldStartMs: always(({ usage }) => usage.coldStartMs),
    peakRssBytes: wherever(({ usage }) => usage.peakRssBytes),
    baselineRssBytes: wherever(({ usage }) => usage.baselineRssBytes),
    kernelPrecision: [...new Set(records.map(({ executed }) => executed.kernelPrecision))].join(", "),
  };
}

/**
 * Mean over trainings of the mean over each training's runs, with the range of the runs. Null where a run lacks the
 * figure: a mean over some of the seeds would be compared with means over all.
 */
function meanOverTrainings(records: readonly OkRecord[], read: (record: OkRecord) => number | null): Spread | null {
  const runs = records.map(read);
  const values = measured(runs);
  if (values.length < runs.length) return null;
  const byTraining = groupBy(records, ({ usage }) => usage.trainRun);
  const means = [...byTraining.values()].map((group) => mean(measured(group.map(read))));
  return { ...meanSpread(values)!, middle: mean(means) };
}

/** Median over runs with their range; a single run has no range, so that of its measured rounds stands in. */
export function costSpread(records: readonly OkRecord[]): Spread {
  const spread = medianSpread(records.map(({ cost }) => cost.usdPerMillionTexts))!;
  const [first] = records;
  if (records.length > 1 || first === undefined) return spread;
  const { textsPerSecond, textsPerSecondRange } = first.usage.serve;
  const [slowest, fastest] = textsPerSecondRange;
  return {
    ...spread,
    low: (spread.middle * textsPerSecond) / fastest,
    high: (spread.middle * textsPerSecond) / slowest,
  };
}
