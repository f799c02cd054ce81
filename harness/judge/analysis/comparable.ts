import type { ConfigurationResult, FinishedConfiguration } from "./analysis.ts";

/** Whether it has figures that can be compared with others': finished, and on the same data. */
export function isComparable(one: ConfigurationResult): one is FinishedConfiguration {
  return one.figures !== null && one.isOnSameData;
}
