import { randomStream } from "../../base/random/mt19937.ts";
import { lastRecords, type PlannedCell, type RunLine, recordsIn, runKey } from "../../contract/index.ts";

/** The rate that a cell's record found under a load; undefined for one without a load. */
export type LoadOfCell = (cell: PlannedCell) => number | undefined;

export function recordedLoads(lines: readonly RunLine[]): LoadOfCell {
  const records = lastRecords(recordsIn(lines));
  return (cell) => {
    const record = records.get(runKey(cell));
    return record?.status === "ok" && record.usage.serve.load ? record.usage.serve.textsPerSecond : undefined;
  };
}

/** The first rate of a sample is within so many parts of the record's. */
const START_SPREAD = 0.05;

/**
 * Where a sample begins to search. The rates of a search are multiples of its first. If that were the record's in each round, all would
 * find one of the same few rates, and repeat the record's luck.
 */
export function firstRate(perSecond: number, { experiment, repeat }: PlannedCell, round: number): number {
  const random = randomStream(1, "first rate", experiment.id, repeat, round);
  return perSecond * (1 + START_SPREAD * (2 * random.nextFloat64() - 1));
}
