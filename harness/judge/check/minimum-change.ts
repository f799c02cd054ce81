import { median } from "simple-statistics";
import type { SamplePair } from "../../contract/sample.ts";
import type { PairsFinding } from "./reason.ts";

/** The smallest absolute change that counts, however significant its ratio. "ms" means LEAST_MS of a sample's timed work. */
export type MinimumChange = { readonly kind: "ms" } | { readonly kind: "bytes"; readonly least: number };

/** Smaller changes are within the precision of timers and the scheduler. */
const LEAST_MS = 1;

/**
 * How the median change falls short of the minimum; null if it is large enough.
 * @param logRatios ln of the head's time over the base's, by pair; for a throughput, of the time that it implies
 * @throws RangeError on a time without `baseTimedMs`
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
