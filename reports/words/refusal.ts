import type { Refusal, RuleRefusal } from "../../harness/judge/analysis/standard.ts";
import { formatCount, formatNumber, formatPoints, formatShare } from "../../harness/judge/figures/format.ts";
import { classNames, quoted } from "./class-names.ts";
import { ruleFigureText, ruleText, selectingRows } from "./floor.ts";
import { noFiguresText } from "./no-figures.ts";

const REFERENCES = { baseline: "the baseline", "first-configuration": "the first configuration" } as const;

/** "the baseline" or "the first configuration": the one whose data counts. */
export function referenceText(reference: keyof typeof REFERENCES): string {
  return REFERENCES[reference];
}

/** Why a configuration cannot be the answer: "below the floor of 89.0 % on the validation rows" */
export function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case "no-figures":
      return noFiguresText(refusal.why);
    case "other-data":
      return `not on the same data as ${referenceText(refusal.reference)}`;
    case "unfinished":
      return `${formatCount(refusal.finished)} of its ${formatCount(refusal.planned)} runs finished`;
    case "no-baseline":
      return "no baseline to compare with";
    case "no-validation-rows":
      return "held out no validation rows, so it cannot be compared";
    case "not-recorded":
      return `has no record of its ${ruleFigureText(refusal.rule)}: run it again with --fresh`;
    case "no-rows-of-class":
      return `cannot be judged: none of the ${refusal.selectedOn} rows is ${quoted(refusal.label)}; ${refusal.selectedOn === "validation" ? "a larger share of validation rows" : "more rows"} would tell`;
    case "no-better-than-majority":
      return `${refusal.isBelow ? "no better" : "not shown to be better"} than always answering ${quoted(refusal.majority.label)}, which scores ${formatShare(refusal.majority.share)} accuracy${inRuns(refusal)}`;
    case "never-predicts":
      return `never predicts ${classNames(refusal.labels)}${inRuns(refusal)}`;
    case "below-floor":
      return belowFloorText(refusal);
    case "not-shown":
      return notShownText(refusal);
  }
}

/** ", in 2 of its 3 runs"; empty if it is all of them */
function inRuns({ faulty, runs }: { readonly faulty: number; readonly runs: number }): string {
  return faulty === runs ? "" : `, in ${formatCount(faulty)} of its ${formatCount(runs)} runs`;
}

function belowFloorText({ floor, verdict }: RuleRefusal): string {
  const threshold = formatShare(floor.threshold ?? verdict.required);
  const rows = selectingRows(floor);
  if (floor.rule.figure === "accuracy") return `below the floor of ${threshold} ${rows}`;
  return `its ${ruleFigureText(floor.rule)} is below the ${threshold} required ${rows}`;
}

/** "not shown to be within 1 point of the baseline on the 169 validation rows: −0.6 points, at worst −1.9; about 900 rows would do" */
export function notShownText({ floor, verdict }: RuleRefusal): string {
  const { value, bound } = verdict;
  const [now, worst] =
    "atLeast" in floor.rule
      ? [formatShare(value), formatShare(bound)]
      : [`${formatPoints(value)} points`, `${formatPoints(bound)}`];
  const more = neededText(verdict);
  return `not shown to ${reachText(floor.rule)} ${selectingRows(floor)}: ${now}, at worst ${worst}${more}`;
}

/** "; about 900 rows would tell" */
function neededText({ rowsNeeded, seedsNeeded }: RuleRefusal["verdict"]): string {
  if (rowsNeeded !== null) return `; about ${formatCount(roundedUp(rowsNeeded))} rows would tell`;
  return seedsNeeded === null ? "" : `; about ${formatCount(seedsNeeded)} seeds would tell`;
}

/** "be within 1 point of the baseline", "reach 80 % recall of “fraud”" */
function reachText(rule: RuleRefusal["floor"]["rule"]): string {
  if ("withinPoints" in rule) return `be ${ruleText(rule)}`;
  return `reach ${formatNumber(rule.atLeast * 100)} % ${ruleFigureText(rule)}`;
}

/** To two digits: 1,234 -> 1,300 */
function roundedUp(rows: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1);
  return Math.ceil(rows / unit) * unit;
}
