import type { Diagnosis } from "../../../harness/judge/check/diagnose.ts";
import { formatP } from "../../../harness/judge/figures/format.ts";
import { changeText } from "./figures.ts";

/** One sentence without a period, whether or not something was found. */
export function diagnosisText(diagnosis: Diagnosis): string {
  switch (diagnosis.name) {
    case "drift":
      return driftText(diagnosis);
    case "bimodality":
      return bimodalityText(diagnosis);
    case "order":
      return orderText(diagnosis);
  }
}

type DiagnosisOf<N extends Diagnosis["name"]> = Extract<Diagnosis, { name: N }>;

function driftText({ found, p, direction }: DiagnosisOf<"drift">): string {
  return found
    ? `head / base ${direction === "up" ? "rises" : "falls"} from pair to pair (p ${formatP(p)}): what was measured was still changing`
    : `head / base does not drift over the pairs (p ${formatP(p)})`;
}

function bimodalityText({ found, groups }: DiagnosisOf<"bimodality">): string {
  if (groups === null) return "too few pairs to distinguish two groups";
  const { p, low, high } = groups;
  return found
    ? `head / base falls into two groups, about ${changeText(low)} and ${changeText(high)} (p ${formatP(p)}): one side switches between two states`
    : `head / base does not fall into two groups (p ${formatP(p)})`;
}

function orderText({ found, p, baseFirst, headFirst }: DiagnosisOf<"order">): string {
  return found && baseFirst !== null && headFirst !== null
    ? `which side runs first matters (p ${formatP(p)}): ${changeText(baseFirst)} if the base does, ${changeText(headFirst)} if the head does`
    : `which side runs first makes no difference (p ${formatP(p)})`;
}
