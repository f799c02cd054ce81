/**
 * ln(head / base) of each pair.
 * @throws RangeError on a sample without a logarithm: it was not measured and must not count as evidence
 */
import type { SamplePair } from "../../contract/sample.ts";
export function logRatios(pairs: readonly SamplePair[]): number[] {
  return pairs.map(({ base, head }, index) => {
    const ratio = head / base;
    if (!(base > 0 && head > 0 && Number.isFinite(ratio))) {
      throw new RangeError(`pair ${index + 1}: samples must be finite and above 0, got base ${base} and head ${head}`);
    }
    return Math.log(ratio);
  });
}
