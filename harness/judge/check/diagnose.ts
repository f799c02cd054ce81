import { median } from "simple-statistics";
import { rankSumTest } from "../../base/statistics/rank-sum.ts";
import { trendTest } from "../../base/statistics/trend.ts";
import { twoGroups } from "../../base/statistics/two-groups.ts";
import type { SamplePair } from "../../contract/sample.ts";
import { ALPHA } from "./decide.ts";
import { logRatios } from "./log-ratios.ts";

/**
 * A pattern that pairs should not show. It explains inconclusive results and never changes a verdict. Ratios are
 * head / base; `found` means that p is at most 1 %.
 */
export type Diagnosis =
  | { readonly name: "drift"; readonly found: boolean; readonly p: number; readonly direction: "up" | "down" }
  /** `groups` is null, and `found` false, with too few pairs to distinguish two groups. */
  | {
      readonly name: "bimodality";
      readonly found: boolean;
      readonly groups: { readonly p: number; readonly low: number; readonly high: number } | null;
    }
  /** Median ratio of the pairs in which each side ran first; null if there are none. */
  | {
      readonly name: "order";
      readonly found: boolean;
      readonly p: number;
      readonly baseFirst: number | null;
      readonly headFirst: number | null;
    };

/**
 * Looks for effects that pairs should have canceled out, each at the 1 % level.
 * @param pairs in the order in which they were taken
 */
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
  const startedBy = (side: SamplePair["first"]) => logRatios(pairs.filter(({ first }) => first === side));
  const [baseFirst, headFirst] = [startedBy("base"), startedBy("head")];
  const p = rankSumTest(baseFirst, headFirst);
  return { name: "order", found: p <= ALPHA, p, baseFirst: medianRatio(baseFirst), headFirst: medianRatio(headFirst) };
}

function medianRatio(logRatios: readonly number[]): number | null {
  return logRatios.length === 0 ? null : Math.exp(median([...logRatios]));
}
