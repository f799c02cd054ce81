import { MILLION, MS_PER_HOUR, MS_PER_SECOND, SECONDS_PER_HOUR } from "../../base/conversions.ts";
import type { CostEstimate, Price, TeachingUsage, Usage } from "../../contract/index.ts";

/**
 * Cost per million texts at the given throughput. The whole instance is paid for, unused cores included.
 * @throws RangeError unless the throughput is above 0
 */
export function usdPerMillionTexts(textsPerSecond: number, usdPerHour: number): number {
  if (!(textsPerSecond > 0)) throw new RangeError(`texts per second must be above 0, got ${textsPerSecond}`);
  return (usdPerHour / SECONDS_PER_HOUR / textsPerSecond) * MILLION;
}

/** The marginal cost of wall time: seconds times rate, with no minimum. */
export function wallUsd(wallMs: number, usdPerHour: number): number {
  return (wallMs / MS_PER_HOUR) * usdPerHour;
}

/** What the offer bills for one continuous stretch of wall time: rounded up to its granularity, and at least its minimum. */
export function billedUsd(wallMs: number, { usdPerHour, billing }: Pick<Price, "usdPerHour" | "billing">): number {
  const { granularitySeconds, minimumSeconds } = billing;
  const steps = Math.ceil(wallMs / MS_PER_SECOND / granularitySeconds);
  return wallUsd(Math.max(minimumSeconds, steps * granularitySeconds) * MS_PER_SECOND, usdPerHour);
}

/** The times that determine the cost of a run, in milliseconds of wall time. */
export type CostedUsage = Pick<Usage, "trainWallMs" | "compressWallMs" | "processWallMs" | "teaching"> & {
  readonly serve: Pick<Usage["serve"], "measuredMs" | "textsPerSecond">;
};

/** Time spent on a student's teachers: their training steps, and their predictions for its training rows. */
export function teacherWallMs({ trainWallMs, answersWallMs }: TeachingUsage): number {
  return trainWallMs + answersWallMs;
}

type Rate = Pick<Price, "usdPerHour">;

/** The teachers' part of the training cost; null without teachers. */
export function teacherUsd({ teaching }: Pick<Usage, "teaching">, { usdPerHour }: Rate): number | null {
  return teaching === undefined ? null : wallUsd(teacherWallMs(teaching), usdPerHour);
}

/**
 * Cost of the training steps. It includes the full cost of a student's teachers, even if other configurations use them
 * too.
 */
export function trainUsd(usage: Pick<Usage, "trainWallMs" | "teaching">, { usdPerHour }: Rate): number {
  return wallUsd(usage.trainWallMs + teacherMsOf(usage), usdPerHour);
}

/** Cost of training (teachers included), compressing and the measured serving. */
export function runUsd(usage: CostedUsage, { usdPerHour }: Rate): number {
  const { trainWallMs, compressWallMs, serve } = usage;
  return wallUsd(trainWallMs + teacherMsOf(usage) + compressWallMs + serve.measuredMs, usdPerHour);
}

/** The bill for a run's processes, including its teachers': they run back to back and count as one stretch. */
export function billedRunUsd(
  { processWallMs, teaching }: Pick<Usage, "processWallMs" | "teaching">,
  price: Price,
): number {
  const { train, compress, serve } = processWallMs;
  return billedUsd(train + compress + serve + (teaching?.processWallMs ?? 0), price);
}

/** Time of a run's teachers; 0 for a run without any. */
export function teacherMsOf({ teaching }: Pick<Usage, "teaching">): number {
  return teaching === undefined ? 0 : teacherWallMs(teaching);
}

/** All cost figures of a run, as stored in its record at the price of the day. */
export function estimateCost(usage: CostedUsage, price: Price): CostEstimate {
  const ofTeachers = teacherUsd(usage, price);
  return {
    trainUsd: trainUsd(usage, price),
    ...(ofTeachers === null ? {} : { teacherUsd: ofTeachers }),
    runUsd: runUsd(usage, price),
    billedUsd: billedRunUsd(usage, price),
    usdPerMillionTexts: usdPerMillionTexts(usage.serve.textsPerSecond, price.usdPerHour),
    price,
  };
}
