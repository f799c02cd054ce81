import type { CostEstimate, Price, TeachingUsage, Usage } from "../../contract/index.ts";

const SECONDS_PER_HOUR = 3600;
const MS_PER_SECOND = 1000;
const MS_PER_HOUR = SECONDS_PER_HOUR * MS_PER_SECOND;
const MILLION = 1e6;

/**
 * What a million texts cost at a throughput, the whole instance paid for: unused cores are in the price.
 * @throws RangeError unless the throughput is above 0: nothing served has no price
 */
export function usdPerMillionTexts(textsPerSecond: number, usdPerHour: number): number {
  if (!(textsPerSecond > 0)) throw new RangeError(`texts per second must be above 0, got ${textsPerSecond}`);
  return (usdPerHour / SECONDS_PER_HOUR / textsPerSecond) * MILLION;
}

/** The marginal cost of wall time: seconds times rate, with no minimum. */
export function wallUsd(wallMs: number, usdPerHour: number): number {
  return (wallMs / MS_PER_HOUR) * usdPerHour;
}

/** What the offer bills for one stretch of wall time: whole steps of its granularity, and its minimum at least. */
export function billedUsd(wallMs: number, { usdPerHour, billing }: Pick<Price, "usdPerHour" | "billing">): number {
  const { granularitySeconds, minimumSeconds } = billing;
  const steps = Math.ceil(wallMs / MS_PER_SECOND / granularitySeconds);
  return wallUsd(Math.max(minimumSeconds, steps * granularitySeconds) * MS_PER_SECOND, usdPerHour);
}

/** The times of a run that its cost follows from; milliseconds of wall time. */
export type CostedUsage = Pick<Usage, "trainWallMs" | "compressWallMs" | "processWallMs" | "teaching"> & {
  readonly serve: Pick<Usage["serve"], "measuredMs" | "textsPerSecond">;
};

/** Time that a student's teachers took: their training steps, and their answers to its training rows. */
export function teacherWallMs({ trainWallMs, answersWallMs }: TeachingUsage): number {
  return trainWallMs + answersWallMs;
}

/**
 * Every figure of a run's cost. Its processes run one after the other on one instance and are billed as one stretch. A
 * student costs what it takes to have it: its teachers' trainings are in its trainUsd, runUsd and billedUsd, in full,
 * as if nobody else had a use for them.
 */
export function estimateCost(usage: CostedUsage, price: Price): CostEstimate {
  const { trainWallMs, compressWallMs, serve, processWallMs, teaching } = usage;
  const teacherMs = teaching === undefined ? 0 : teacherWallMs(teaching);
  const processMs = processWallMs.train + processWallMs.compress + processWallMs.serve + (teaching?.processWallMs ?? 0);
  return {
    trainUsd: wallUsd(trainWallMs + teacherMs, price.usdPerHour),
    ...(teaching === undefined ? {} : { teacherUsd: wallUsd(teacherMs, price.usdPerHour) }),
    runUsd: wallUsd(trainWallMs + teacherMs + compressWallMs + serve.measuredMs, price.usdPerHour),
    billedUsd: billedUsd(processMs, price),
    usdPerMillionTexts: usdPerMillionTexts(serve.textsPerSecond, price.usdPerHour),
    price,
  };
}
