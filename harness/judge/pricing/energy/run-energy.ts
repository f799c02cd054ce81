import { MILLION, MS_PER_SECOND } from "../../../base/conversions.ts";
import type { MeasuredPower } from "../../../contract/index.ts";
import { teacherMsOf } from "../cost.ts";
import type { PricedRun } from "../priced-run.ts";
import { kwhOf, processorWatts } from "./energy.ts";

/** Power, and where it is known from. */
export interface KnownWatts {
  readonly watts: number;
  readonly origin: "measured" | "estimated";
}

/** While a run serves: measured on its machine or, without that, estimated for the offer; null where neither is known. */
export function servingWatts({ price, experiment, usage, executed }: PricedRun): KnownWatts | null {
  const usesGpu = executed.device !== "cpu";
  const busyThreads = experiment.serving.threads * (usage.serve.workers ?? 1);
  return measured(usage.servePower, usesGpu) ?? estimated(processorWatts(price, busyThreads));
}

/** The same while it trains. */
export function trainingWatts({ price, experiment, usage, training }: PricedRun): KnownWatts | null {
  const usesGpu = (training.executed?.device ?? "cpu") !== "cpu";
  return measured(usage.trainPower, usesGpu) ?? estimated(processorWatts(price, experiment.training.threads));
}

/** Energy of serving a million texts at a throughput; null where the power is not known. */
export function kwhPerMillionTexts(run: PricedRun, textsPerSecond: number): number | null {
  const known = servingWatts(run);
  return known === null ? null : kwhOf(known.watts, (MILLION / textsPerSecond) * MS_PER_SECOND);
}

/** Energy of the training steps, those of a student's teachers included; null where the power is not known. */
export function trainKwh(run: PricedRun): number | null {
  const known = trainingWatts(run);
  return known === null ? null : kwhOf(known.watts, run.usage.trainWallMs + teacherMsOf(run.usage));
}

/** Null where a part that works is not measured: what is left would be too little. Memory is part of it where it is known. */
function measured(power: MeasuredPower | undefined, usesGpu: boolean): KnownWatts | null {
  if (power === undefined || power.processorWatts === null || (usesGpu && power.gpuWatts === null)) return null;
  const watts = power.processorWatts + (power.memoryWatts ?? 0) + (usesGpu ? power.gpuWatts! : 0);
  return { watts, origin: "measured" };
}

function estimated(watts: number | null): KnownWatts | null {
  return watts === null ? null : { watts, origin: "estimated" };
}
