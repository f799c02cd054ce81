import { MILLION, MS_PER_SECOND } from "../../../base/conversions.ts";
import { teacherMsOf } from "../cost.ts";
import type { PricedRun } from "../priced-run.ts";
import { kwhOf, processorWatts } from "./energy.ts";

/** Estimated energy of serving a million texts at a throughput; null where the offer's power is not known. */
export function kwhPerMillionTexts({ price, experiment, usage }: PricedRun, textsPerSecond: number): number | null {
  const watts = processorWatts(price, experiment.serving.threads * (usage.serve.workers ?? 1));
  return watts === null ? null : kwhOf(watts, (MILLION / textsPerSecond) * MS_PER_SECOND);
}

/** Estimated energy of the training steps, those of a student's teachers included; null where the offer's power is not known. */
export function trainKwh({ price, experiment, usage }: PricedRun): number | null {
  const watts = processorWatts(price, experiment.training.threads);
  return watts === null ? null : kwhOf(watts, usage.trainWallMs + teacherMsOf(usage));
}
