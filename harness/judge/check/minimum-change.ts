import { median } from "simple-statistics";
import type { SamplePair } from "../../contract/sample.ts";
import { formatBytes, formatMs } from "../figures/format.ts";

/** How much must have changed in plain numbers, however sure the ratio is. "ms" is LEAST_MS of a sample's timed work. */
export type MinimumChange = { readonly kind: "ms" } | { readonly kind: "bytes"; readonly least: number };

/** Timers and the scheduler blur less than that. */
const LEAST_MS = 1;

/**
 * What to say where the median change stands for next to nothing; null where it is large enough.
 * @param logRatios ln of the head's time over the base's, by pair: a throughput is held to the time that it stands for
 * @throws RangeError on a time that does not say how long it was timed
 */
export function shortfall(
  minimum: MinimumChange,
  pairs: readonly SamplePair[],
  logRatios: readonly number[],
): string | null {
  if (minimum.kind === "bytes") {
    const bytes = Math.abs(median(pairs.map(({ base, head }) => head - base)));
    const { least } = minimum;
    return bytes >= least
      ? null
      : `a change of ${formatBytes(bytes)} is less than the ${formatBytes(least)} that count`;
  }
  const changesMs = pairs.map(({ baseTimedMs }, index) => {
    if (baseTimedMs === null) throw new RangeError(`pair ${index + 1}: a time needs baseTimedMs, got null`);
    return Math.expm1(logRatios[index]!) * baseTimedMs;
  });
  const ms = Math.abs(median(changesMs));
  return ms >= LEAST_MS
    ? null
    : `a change of ${formatMs(ms)} in a sample's timed work is less than the ${formatMs(LEAST_MS)} that counts`;
}
