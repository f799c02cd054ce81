import type { CheckRow, Ratio } from "../../../harness/judge/check/check-result.ts";
import { classNoun, METRICS, type MetricName } from "../../../harness/judge/check/metrics.ts";
import { formatNumber, formatPoints } from "../../../harness/judge/figures/format.ts";
import { formatValue, UNITS } from "../../../harness/judge/figures/units.ts";
import { quoted } from "../class-names.ts";

/** 1.123 -> "+12.3 %" */
export function changeText(ratio: number): string {
  return `${formatPoints(ratio - 1)} %`;
}

/** 0.05 -> "5 %" */
export function percentText(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

/** A metric's value with its unit; ids are unchanged, and null is a dash. */
export function figureText(metric: MetricName, value: number | string | null): string {
  return formatValue(METRICS[metric].unit, value);
}

/** With enough digits to compare a value with a nearby limit: 640032 bytes -> "640,032 B" */
export function exactFigureText(metric: MetricName, value: number): string {
  const { unit } = METRICS[metric];
  return unit === "id" ? String(value) : UNITS[unit].exact(value);
}

/** "model file"; "recall of “fraud”" for a row about a class. */
export function rowTitle({ metric, className }: Pick<CheckRow, "metric" | "className">): string {
  const { title } = METRICS[metric];
  return className === null ? title : `${classNoun(METRICS[metric]) ?? title} of ${quoted(className)}`;
}

/** A metric's title, or its name if this version does not know it. */
export function metricTitle(name: string): string {
  return Object.hasOwn(METRICS, name) ? METRICS[name as MetricName].title : name;
}

/** 1.3149 -> "1.31"; 0.012345 -> "0.0123" */
export function ratioText(ratio: number): string {
  return ratio >= 0.1 && ratio < 100 ? ratio.toFixed(2) : formatNumber(ratio);
}

/** "1.27 to 1.35" */
export function intervalText({ low, high }: Ratio): string {
  return `${ratioText(low)} to ${ratioText(high)}`;
}

/** "1.31 (1.27 to 1.35)", or "—" without a ratio. */
export function ratioCell(ratio: Ratio | null): string {
  return ratio === null ? "—" : `${ratioText(ratio.middle)} (${intervalText(ratio)})`;
}
