import { median } from "simple-statistics";
import type { SamplePair } from "../../contract/sample.ts";
import type { PairsFinding } from "./reason.ts";

/** How much must have changed in plain numbers, however sure the ratio is. "ms" is LEAST_MS of a sample's timed work. */
export type MinimumChange = { readonly kind: "ms" } | { readonly kind: "bytes"; readonly least: number };

/** Timers and the scheduler blur less than that. */
const LEAST_MS = 1;

/**
 * By how much the median change falls short of what counts; null where it is large enough.
 * @param logRatios ln of the head's time over the base's, by pair: a throughput is held to the time that it stands for
 * @throws RangeError on a time that does not say how long it was timed
 */
export function shortfall(
  minimum: MinimumChange,
  pairs: readonly SamplePair[],
  logRatios: readonly number[],
): Extract<PairsFinding, { kind: "too-small" }> | null {
  if (minimum.kind === "bytes") {
    const change = Math.abs(median(pairs.map(({ base, head }) => head - base)));
    const { least } = minimum;
    return change >= least ? null : { kind: "too-small", unit: "bytes", change, least };
  }
  const changesMs = pairs.map(({ baseTimedMs }, index) => {
    if (baseTimedMs === null) throw new RangeError(`pair ${index + 1}: a time needs baseTimedMs, got null`);
    return Math.expm1(logRatios[index]!) * baseTimedMs;
  });
  const change = Math.abs(median(changesMs));
  return change >= LEAST_MS ? null : { kind: "too-small", unit: "ms", change, least: LEAST_MS };
}
