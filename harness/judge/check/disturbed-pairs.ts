import { areInDoubt } from "../analysis/marked-timings.ts";
import type { CheckNote } from "./reason.ts";
import type { SampledPairs } from "./sampled-rows.ts";

/** The note that many pairs were disturbed. They cost power and make no false alarm: both sides of a pair are taken alike. */
export function disturbedPairs(results: readonly SampledPairs[]): CheckNote[] {
  // All figures of a phase are of the same processes.
  const pairs = results.flatMap(({ screen, confirm }) =>
    [screen, confirm].flatMap((stage) => Object.values(stage?.pairs ?? {})[0] ?? []),
  );
  const disturbed = pairs.filter((pair) => pair.disturbed === true).length;
  if (!areInDoubt({ marked: disturbed, watched: pairs.length })) return [];
  return [{ kind: "disturbed", pairs: disturbed, taken: pairs.length }];
}
