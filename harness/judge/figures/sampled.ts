import { median } from "simple-statistics";
import { measured } from "../../base/statistics/summaries.ts";
import type { SeededSample } from "../pricing/serving-work.ts";

/** The median of a figure over samples of serving; null if none of them has it. */
export function sampledMedian(
  samples: readonly SeededSample[],
  read: (sample: SeededSample) => number | null,
): number | null {
  const values = measured(samples.map(read));
  return values.length === 0 ? null : median(values);
}
