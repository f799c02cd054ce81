import { teacherWallMs } from "../cost.ts";
import type { PricedRun } from "../priced-run.ts";
import { kwhOf, processorWatts } from "./energy.ts";

const MS_PER_SECOND = 1000;
const MILLION = 1e6;

/** Estimated energy of serving a million texts at a throughput; null where the offer's power is not known. */
export function kwhPerMillionTexts({ price, experiment }: PricedRun, textsPerSecond: number): number | null {
  const watts = processorWatts(price, experiment.serving.threads);
  return watts === null ? null : kwhOf(watts, (MILLION / textsPerSecond) * MS_PER_SECOND);
}

/** Estimated energy of the training steps, those of a student's teachers included; null where the offer's power is not known. */
export function trainKwh({ price, experiment, usage }: PricedRun): number | null {
  const watts = processorWatts(price, experiment.training.threads);
  const ofTeachers = usage.teaching === undefined ? 0 : teacherWallMs(usage.teaching);
  return watts === null ? null : kwhOf(watts, usage.trainWallMs + ofTeachers);
}
