import { formatNumber, formatPoints } from "../figures/format.ts";
import { formatValue, UNITS } from "../figures/units.ts";
import { METRICS, type MetricName } from "./metrics.ts";

/** 1.123 -> "+12.3 %" */
export function changeText(ratio: number): string {
  return `${formatPoints(ratio - 1)} %`;
}

/** 0.05 -> "5 %" */
export function percentText(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

/** A metric's value with its unit, an id as it is, a dash for none. */
export function figureText(metric: MetricName, value: number | string | null): string {
  return formatValue(METRICS[metric].unit, value);
}

/** With enough digits to tell a value from a limit nearby: 640032 bytes -> "640,032 B" */
export function exactFigureText(metric: MetricName, value: number): string {
  const { unit } = METRICS[metric];
  return unit === "id" ? String(value) : UNITS[unit].exact(value);
}
