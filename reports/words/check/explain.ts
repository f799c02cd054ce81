import type { SamplePair } from "../../../harness/contract/sample.ts";
import type { CheckRow } from "../../../harness/judge/check/check-result.ts";
import { diagnose } from "../../../harness/judge/check/diagnose.ts";
import type { MetricName } from "../../../harness/judge/check/metrics.ts";
import { formatNumber, formatP, plural } from "../../../harness/judge/figures/format.ts";
import { diagnosisText } from "./diagnosis.ts";
import { changeText, figureText, rowTitle } from "./figures.ts";
import { labelText, verdictText, whyText } from "./rows.ts";

/** All details of one row: the verdict in words, every sample in order, and unusual patterns among them. */
export function explainText(row: CheckRow): string {
  const { metric, base, head, ratio, p, limit, waiver, screen, confirm } = row;
  return [
    `${labelText(row)}, ${rowTitle(row)}: ${verdictText(row)}`,
    whyText(row),
    `base ${figureText(metric, base)}, head ${figureText(metric, head)}`,
    ...(ratio === null
      ? []
      : [
          `head / base ${formatNumber(ratio.middle)}, one-sided 95 % bounds ${formatNumber(ratio.low)} and ${formatNumber(ratio.high)}`,
        ]),
    ...(p === null ? [] : [`p ${formatP(p)} against a change within the margin, corrected for all candidates`]),
    ...(limit === null ? [] : [`limit: ${limit.bound} ${limit.text} (${limit.where})`]),
    ...(waiver === null ? [] : [`waived until ${waiver.until}: ${waiver.reason}`]),
    ...pairsText("screen", metric, screen),
    ...pairsText("fresh pairs", metric, confirm),
  ].join("\n");
}

function pairsText(title: string, metric: MetricName, pairs: readonly SamplePair[]): string[] {
  if (pairs.length === 0) return [];
  const lines = pairs.map(({ base, head, first }, index) => [
    String(index + 1),
    first,
    figureText(metric, base),
    figureText(metric, head),
    changeText(head / base),
  ]);
  const diagnoses = diagnose(pairs).map((diagnosis) => `${diagnosis.found ? "!" : "-"} ${diagnosisText(diagnosis)}`);
  return ["", `${title}, ${plural(pairs.length, "pair")}:`, ...table(PAIR_COLUMNS, lines), ...diagnoses];
}

const PAIR_COLUMNS = ["pair", "first", "base", "head", "head / base"];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column]!)).join("  "));
}
