import type { SamplePair } from "../../contract/sample.ts";
import { formatNumber, formatP, plural } from "../figures/format.ts";
import type { CheckRow } from "./check-result.ts";
import { diagnose } from "./diagnose.ts";
import { METRICS, type MetricName } from "./metrics.ts";
import { changeText, figureText } from "./wording.ts";

/** Rows that speak for a cell, those that it shares with others among them. @param wanted label or id of the cell */
export function rowsOf(rows: readonly CheckRow[], wanted: string): CheckRow[] {
  const ids = new Set([wanted, ...rows.flatMap(({ cell, label }) => (label === wanted ? [cell] : []))]);
  return rows.filter(({ cell, alsoOf }) => [cell, ...alsoOf].some((one) => ids.has(one)));
}

/** All that stands behind one row: the verdict in words, each sample in its order, and what is odd about them. */
export function explainText(row: CheckRow): string {
  const { label, metric, verdict, severity, base, head, ratio, p, reason, limit, waiver, screen, confirm } = row;
  const decides = verdict === "regressed" || verdict === "changed";
  return [
    `${label}, ${METRICS[metric].title}: ${verdict}${decides && severity === "warning" ? " (a warning)" : ""}`,
    reason,
    `base ${figureText(metric, base)}, head ${figureText(metric, head)}`,
    ...(ratio === null
      ? []
      : [
          `head / base ${formatNumber(ratio.middle)}, one-sided 95 % bounds ${formatNumber(ratio.low)} and ${formatNumber(ratio.high)}`,
        ]),
    ...(p === null ? [] : [`p ${formatP(p)}, of a change within the margin, corrected for all candidates`]),
    ...(limit === null ? [] : [`limit: ${limit.text} (${limit.where})`]),
    ...(waiver === null ? [] : [`waived until ${waiver.until}: ${waiver.reason}`]),
    ...pairsText("screen", metric, screen),
    ...pairsText("fresh pairs", metric, confirm),
  ].join("\n");
}

function pairsText(title: string, metric: MetricName, pairs: readonly SamplePair[]): string[] {
  if (pairs.length === 0) return [];
  const rows = pairs.map(({ base, head, first }, index) => [
    String(index + 1),
    first,
    figureText(metric, base),
    figureText(metric, head),
    changeText(head / base),
  ]);
  const diagnoses = diagnose(pairs).map(({ found, text }) => `${found ? "!" : "-"} ${text}`);
  return ["", `${title}, ${plural(pairs.length, "pair")}:`, ...table(PAIR_COLUMNS, rows), ...diagnoses];
}

const PAIR_COLUMNS = ["pair", "first", "base", "head", "head / base"];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column]!)).join("  "));
}
