import { median } from "simple-statistics";
import { rankSumTest } from "../../base/statistics/rank-sum.ts";
import { trendTest } from "../../base/statistics/trend.ts";
import { twoGroups } from "../../base/statistics/two-groups.ts";
import type { SamplePair } from "../../contract/sample.ts";
import { ALPHA } from "./decide.ts";
import { logRatios } from "./log-ratios.ts";

/**
 * Something that the pairs should not show; it explains doubt and decides nothing. Ratios are head / base; `found` is
 * whether p is at most 1 %.
 */
export type Diagnosis =
  | { readonly name: "drift"; readonly found: boolean; readonly p: number; readonly direction: "up" | "down" }
  /** `groups` is null, and nothing found, where the pairs are too few to distinguish two. */
  | {
      readonly name: "bimodality";
      readonly found: boolean;
      readonly groups: { readonly p: number; readonly low: number; readonly high: number } | null;
    }
  /** Median ratio of the pairs that each side began; null where it began none. */
  | {
      readonly name: "order";
      readonly found: boolean;
      readonly p: number;
      readonly baseFirst: number | null;
      readonly headFirst: number | null;
    };

/** Looks for what pairs should have cancelled, each at 1 %. @param pairs in the order in which they were taken */
export function diagnose(pairs: readonly SamplePair[]): Diagnosis[] {
  return [drift(pairs), bimodality(pairs), order(pairs)];
}

function drift(pairs: readonly SamplePair[]): Diagnosis {
  const { p, rising } = trendTest(logRatios(pairs));
  return { name: "drift", found: p <= ALPHA, p, direction: rising > 0 ? "up" : "down" };
}

function bimodality(pairs: readonly SamplePair[]): Diagnosis {
  const groups = twoGroups(logRatios(pairs));
  if (groups === null) return { name: "bimodality", found: false, groups: null };
  const { p, low, high } = groups;
  return { name: "bimodality", found: p <= ALPHA, groups: { p, low: Math.exp(low), high: Math.exp(high) } };
}

function order(pairs: readonly SamplePair[]): Diagnosis {
  const begunBy = (side: SamplePair["first"]) => logRatios(pairs.filter(({ first }) => first === side));
  const [baseFirst, headFirst] = [begunBy("base"), begunBy("head")];
  const p = rankSumTest(baseFirst, headFirst);
  return { name: "order", found: p <= ALPHA, p, baseFirst: medianRatio(baseFirst), headFirst: medianRatio(headFirst) };
}

function medianRatio(logRatios: readonly number[]): number | null {
  return logRatios.length === 0 ? null : Math.exp(median([...logRatios]));
}
