import { type CheckResult, type CheckRow, isWorse, type Verdict } from "../../../harness/judge/check/check-result.ts";
import { METRICS } from "../../../harness/judge/check/metrics.ts";
import { inReadingOrder } from "../../../harness/judge/check/reading-order.ts";
import { formatCount } from "../../../harness/judge/figures/format.ts";
import { oneLine } from "../one-line.ts";
import { exactFigureText, figureText, rowTitle } from "./figures.ts";
import { fullSentence } from "./full-sentence.ts";
import { keptText, reasonText } from "./reason.ts";

const VERDICTS: Readonly<Record<Verdict, string>> = {
  regressed: "regressed",
  "over-budget": "over budget",
  changed: "changed",
  missing: "missing",
  inconclusive: "inconclusive",
  "not-comparable": "not comparable",
  improved: "improved",
  pass: "pass",
};

/** "regressed", "regressed (waived)", "changed (warning)", "not comparable" */
export function verdictText(row: CheckRow): string {
  const name = VERDICTS[row.verdict];
  if (!isWorse(row)) return name;
  if (row.waiver !== null) return `${name} (waived)`;
  return row.severity === "warning" ? `${name} (warning)` : name;
}

/** How many rows have each verdict, in reading order: ["2 regressed", "31 pass"] */
export function verdictCounts(result: Pick<CheckResult, "rows">): string[] {
  const counts = new Map<string, number>();
  for (const row of inReadingOrder(result)) {
    const text = verdictText(row);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => `${formatCount(count)} ${text}`);
}

/** "float32", or "float32 and 2 more" where the row covers other cells too; on one line. */
export function labelText(row: Pick<CheckRow, "label" | "alsoOf">): string {
  return oneLine(suiteText(row));
}

/** The same without changes to the label, for formats that escape it. */
export function suiteText({ label, alsoOf }: Pick<CheckRow, "label" | "alsoOf">): string {
  return alsoOf.length === 0 ? label : `${label} and ${alsoOf.length} more`;
}

/** Base and head in the metric's unit, or "—"; with all digits if rounding would hide the difference of an exact metric. */
export function figureTexts({ metric, base, head }: CheckRow): { readonly base: string; readonly head: string } {
  const isHidden =
    METRICS[metric].kind !== "sampled" &&
    typeof base === "number" &&
    typeof head === "number" &&
    base !== head &&
    figureText(metric, base) === figureText(metric, head);
  const text = (value: number | string | null) =>
    oneLine(isHidden ? exactFigureText(metric, value as number) : figureText(metric, value));
  return { base: text(base), head: text(head) };
}

/** The reason for the verdict with any broken limit, and the waiver, each as a sentence. */
export function explanation(row: CheckRow): string {
  const { waiver } = row;
  const parts = [fullSentence(whyText(row))];
  if (waiver !== null) parts.push(fullSentence(`waived until ${waiver.until}: ${waiver.reason}`));
  return oneLine(parts.filter((part) => part !== "").join(" "));
}

/** What decided the verdict: a limit, the comparison with the base, or both. */
export function whyText(row: CheckRow): string {
  const { limit, reason } = row;
  // Checks of schema 1 have one sentence about both.
  if (reason.kind === "text") return reasonText(row);
  if (limit === null) return [...withoutKept(row), ...row.kept.map(keptText)].join("; ");
  return limit.withoutLimit === "regressed" ? `${limitText(row, limit)}; ${reasonText(row)}` : limitText(row, limit);
}

/** "model file 166,340 B is above the limit of 166 kB (limits.json:3:40)" */
/** The reason, unless it is a limit that is among those kept. */
function withoutKept(row: CheckRow): string[] {
  return row.reason.kind === "within-limit" && row.kept.length > 0 ? [] : [reasonText(row)];
}

function limitText(row: CheckRow, { bound, text, where }: NonNullable<CheckRow["limit"]>): string {
  const { metric, head } = row;
  const figure = typeof head === "number" ? exactFigureText(metric, head) : figureText(metric, head);
  const side = bound === "max" ? "above" : "below";
  return `${rowTitle(row)} ${figure} is ${side} the limit of ${text} (${where})`;
}
