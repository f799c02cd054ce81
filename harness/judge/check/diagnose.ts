import { median } from "simple-statistics";
import { rankSumTest } from "../../base/statistics/rank-sum.ts";
import { trendTest } from "../../base/statistics/trend.ts";
import { twoGroups } from "../../base/statistics/two-groups.ts";
import type { SamplePair } from "../../contract/sample.ts";
import { formatP } from "../figures/format.ts";
import { ALPHA } from "./decide.ts";
import { logRatios } from "./log-ratios.ts";
import { changeText } from "./wording.ts";

/** Something that the pairs should not show; it explains doubt and decides nothing. */
export interface Diagnosis {
  readonly name: "drift" | "bimodality" | "order";
  readonly found: boolean;
  /** One sentence, whether it was found or not. */
  readonly text: string;
}

/** Looks for what pairs should have cancelled, each at 1 %. @param pairs in the order in which they were taken */
export function diagnose(pairs: readonly SamplePair[]): Diagnosis[] {
  return [drift(pairs), bimodality(pairs), order(pairs)];
}

function drift(pairs: readonly SamplePair[]): Diagnosis {
  const { p, rising } = trendTest(logRatios(pairs));
  const found = p <= ALPHA;
  const way = rising > 0 ? "rises" : "falls";
  const text = found
    ? `head / base ${way} from pair to pair (p ${formatP(p)}): what was measured was still changing`
    : `head / base does not drift from pair to pair (p ${formatP(p)})`;
  return { name: "drift", found, text };
}

function bimodality(pairs: readonly SamplePair[]): Diagnosis {
  const groups = twoGroups(logRatios(pairs));
  if (groups === null) return { name: "bimodality", found: false, text: "too few pairs to tell two groups apart" };
  const { p, low, high } = groups;
  const found = p <= ALPHA;
  const means = `${changeText(Math.exp(low))} and ${changeText(Math.exp(high))}`;
  const text = found
    ? `head / base falls into two groups, about ${means} (p ${formatP(p)}): one side switches between two states`
    : `head / base does not fall into two groups (p ${formatP(p)})`;
  return { name: "bimodality", found, text };
}

function order(pairs: readonly SamplePair[]): Diagnosis {
  const [baseFirst, headFirst] = (["base", "head"] as const).map((side) =>
    logRatios(pairs.filter(({ first }) => first === side)),
  ) as [number[], number[]];
  const p = rankSumTest(baseFirst, headFirst);
  const found = p <= ALPHA;
  const text = found
    ? `which side goes first matters (p ${formatP(p)}): ${medianChange(baseFirst)} where the base does, ${medianChange(headFirst)} where the head does`
    : `which side goes first makes no difference (p ${formatP(p)})`;
  return { name: "order", found, text };
}

function medianChange(values: readonly number[]): string {
  return changeText(Math.exp(median([...values])));
}
