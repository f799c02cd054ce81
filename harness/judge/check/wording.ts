import {
  formatBytes,
  formatCount,
  formatMs,
  formatNumber,
  formatPoints,
  formatShare,
  formatUsd,
} from "../figures/format.ts";
import { METRICS, type Metric, type MetricName } from "./metrics.ts";

/** 1.123 -> "+12.3 %" */
export function changeText(ratio: number): string {
  return `${formatPoints(ratio - 1)} %`;
}

/** 0.05 -> "5 %" */
export function percentText(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

const FIGURE: Readonly<Record<Metric["unit"], (value: number) => string>> = {
  ms: formatMs,
  "texts/s": (value) => `${formatNumber(value)} texts/s`,
  bytes: formatBytes,
  count: formatCount,
  share: formatShare,
  "usd/M": (value) => `${formatUsd(value)}/M`,
  id: String,
};

/** A metric's value with its unit, an id as it is, a dash for none. */
export function figureText(metric: MetricName, value: number | string | null): string {
  if (value === null) return "—";
  return typeof value === "string" ? value : FIGURE[METRICS[metric].unit](value);
}

const sixDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

const EXACT_FIGURE: Readonly<Record<Metric["unit"], (value: number) => string>> = {
  ...FIGURE,
  ms: (value) => `${sixDigits.format(value)} ms`,
  "texts/s": (value) => `${formatCount(value)} texts/s`,
  bytes: (value) => `${formatCount(value)} B`,
  share: (value) => `${sixDigits.format(value * 100)} %`,
  "usd/M": (value) => `$${sixDigits.format(value)}/M`,
};

/** With enough digits to tell a value from a limit nearby: 640032 bytes -> "640,032 B" */
export function exactFigureText(metric: MetricName, value: number): string {
  return EXACT_FIGURE[METRICS[metric].unit](value);
}
